-- Every statement that changes the flag creates a consent event, also one by hand or in a script. The same transaction
-- cancels the waiting messages of people who are now unsubscribed. set_consent() does both itself.
create or replace function outlier.tg_authors__record_consent()
returns trigger
language plpgsql
volatile
set search_path = ''
as $$
declare
  v_is_second boolean;
  v_ids bigint[];
  v_opted_out text[];
  v_opted_in text[];
begin
  if pg_catalog.current_setting('outlier.consent_is_recorded', true) = 'on' then
    return null;
  end if;
  with changed as (
    select n.phone_number, n.unsubscribed
    from new_rows as n
    inner join old_rows as o on o.phone_number = n.phone_number
    where n.unsubscribed <> o.unsubscribed
      -- Our own sending number is not a person's, so it has no consent.
      and not outlier.is_own_number(n.phone_number)
  ),
  recorded as (
    insert into outlier.consent_events (phone_number, kind, source, actor, occurred_at)
    select c.phone_number, case when c.unsubscribed then 'opt_out' else 'opt_in' end, 'sql', session_user, now()
    from changed as c
    order by c.phone_number
  )
  select
    pg_catalog.array_agg(c.phone_number) filter (where c.unsubscribed),
    pg_catalog.array_agg(c.phone_number) filter (where not c.unsubscribed)
  into v_opted_out, v_opted_in
  from changed as c;
  perform outlier.close_reviews(v_opted_out, 'opt_out', session_user, now(), now());
  perform outlier.close_reviews(v_opted_in, 'keep', session_user, now(), now());
  if v_opted_out is null then
    return null;
  end if;

  -- Lock all messages in one order, to avoid deadlocks.
  for v_is_second, v_ids in
    select locked.is_second, pg_catalog.array_agg(locked.id)
    from (
      select q.is_second, q.id
      from outlier.queued_messages as q
      where q.recipient_phone_number = any (v_opted_out)
        and q.state in ('waiting', 'checking')
      order by q.id
      for update
    ) as locked
    group by locked.is_second
  loop
    perform outlier.drop_messages(v_is_second, v_ids, 'unsubscribed');
  end loop;
  return null;
end;
$$;
comment on function outlier.tg_authors__record_consent() is
  'Records a change of authors.unsubscribed by a statement as a consent event (source sql, actor the login role). '
  'Cancels the waiting messages of people who are now unsubscribed.';

create or replace trigger _300_record_consent
  after update on outlier.authors
  referencing old table as old_rows new table as new_rows
  for each statement
  execute function outlier.tg_authors__record_consent();
