-- Messages that the executor has claimed are not dropped. The executor sends them, but their follow-ups are not sent.
create or replace function outlier.drop_messages_of_batch(p_batch_id bigint, p_reason text)
returns integer
language plpgsql
volatile
set search_path = ''
as $$
declare
  v_queue boolean;
  v_ids bigint[];
  v_dropped integer := 0;
begin
  for v_queue, v_ids in
    select locked.is_second, pg_catalog.array_agg(locked.id)
    from (
      select q.is_second, q.id
      from outlier.queued_messages as q
      where q.batch_id = p_batch_id
        and q.state in ('waiting', 'checking')
      order by q.is_second, q.id
      for update
    ) as locked
    group by locked.is_second
  loop
    perform outlier.drop_messages(v_queue, v_ids, p_reason);
    v_dropped := v_dropped + pg_catalog.cardinality(v_ids);
  end loop;
  return v_dropped;
end;
$$;
comment on function outlier.drop_messages_of_batch(bigint, text) is
  'Drops the waiting messages of a batch and records the reason. Returns the number of messages.';
