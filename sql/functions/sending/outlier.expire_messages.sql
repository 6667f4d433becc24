create or replace function outlier.expire_messages(p_is_second boolean, p_ids bigint[], p_now timestamptz)
returns void
language plpgsql
volatile
set search_path = ''
as $$
begin
  perform outlier.drop_messages(
    p_is_second,
    array(
      select front.id
      from outlier.batches as b
      cross join lateral (
        select m.id
        from outlier.queued_messages as m
        where m.is_second = p_is_second
          and m.batch_id = b.id
          and m.state = 'waiting'
        order by m.due_at, m.id
        limit 2000
        for update skip locked
      ) as front
      where b.id in (
        select q.batch_id from outlier.queued_messages as q where q.is_second = p_is_second and q.id = any (p_ids)
      )
        and b.run_at + b.send_within <= p_now
      union
      select p.id from pg_catalog.unnest(p_ids) as p (id)
    ),
    'expired'
  );
end;
$$;
comment on function outlier.expire_messages(boolean, bigint[], timestamptz) is
  'Drops messages whose batch may no longer be sent (send_within is over). Also drops up to 2000 other waiting '
  'messages of each of these batches. The caller holds the locks on the messages.';
