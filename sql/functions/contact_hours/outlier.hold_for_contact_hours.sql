-- One call postpones up to five thousand messages at the front of each batch, so that the next claims do not meet them
-- one by one.
create or replace function outlier.hold_for_contact_hours(p_is_second boolean, p_ids bigint[], p_now timestamptz)
returns void
language plpgsql
volatile
set search_path = ''
as $$
declare
  v_ids bigint[] := array(
    select front.id
    from outlier.batches as b
    cross join lateral (
      select m.id
      from outlier.queued_messages as m
      where m.is_second = p_is_second
        and m.batch_id = b.id
        and m.state = 'waiting'
        and m.due_at <= p_now
      order by m.due_at, m.id
      limit 5000
      for update skip locked
    ) as front
    where b.id in (
      select q.batch_id from outlier.queued_messages as q where q.is_second = p_is_second and q.id = any (p_ids)
    )
    union
    select p.id from pg_catalog.unnest(p_ids) as p (id)
  );
begin
  update outlier.queued_messages as q
  set held_since = q.due_at, due_at = greatest(j.until, p_now + interval '1 millisecond')
  from outlier.judge_messages(p_is_second, v_ids, p_now) as j
  where q.is_second = p_is_second
    and q.id = j.id
    and j.reason = 'hold';
end;
$$;
comment on function outlier.hold_for_contact_hours(boolean, bigint[], timestamptz) is
  'Postpones messages whose recipients'' contact hours are closed until the next opening. Also postpones other due '
  'messages of the same batches whose contact hours are closed. The caller holds the locks on the messages.';
