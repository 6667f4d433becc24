create or replace function outlier.drop_messages_of_person(p_phone_number text, p_is_second boolean, p_reason text)
returns void
language plpgsql
volatile
set search_path = ''
as $$
declare
  v_is_second boolean;
  v_ids bigint[];
begin
  for v_is_second, v_ids in
    select locked.is_second, pg_catalog.array_agg(locked.id)
    from (
      select q.is_second, q.id
      from outlier.queued_messages as q
      where q.recipient_phone_number = p_phone_number
        and q.state in ('waiting', 'checking')
        and (q.is_second = p_is_second or p_is_second is null)
      order by q.id
      for update
    ) as locked
    group by locked.is_second
  loop
    perform outlier.drop_messages(v_is_second, v_ids, p_reason);
  end loop;
end;
$$;
comment on function outlier.drop_messages_of_person(text, boolean, text) is
  'Drops the waiting messages of a person and records the reason. p_is_second limits this to one queue. Null: both '
  'queues.';
