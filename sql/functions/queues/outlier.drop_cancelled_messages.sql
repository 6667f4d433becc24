-- If a campaign is cancelled before it runs, it may have messages that an administrator queued by hand.
create or replace function outlier.drop_cancelled_messages()
returns integer
language plpgsql
volatile
set search_path = ''
as $$
declare
  v_ids bigint[];
begin
  v_ids := outlier.try_lock_batches(array(
    select b.id
    from outlier.batches as b
    where b.state = 'cancelled'
      and exists (
        select from outlier.queued_messages as q where q.batch_id = b.id and q.state in ('waiting', 'checking')
      )
  ));
  return (
    select coalesce(pg_catalog.sum(outlier.drop_messages_of_batch(ids.id, 'cancelled')), 0)::integer
    from pg_catalog.unnest(v_ids) as ids (id)
  );
end;
$$;
comment on function outlier.drop_cancelled_messages() is
  'Drops messages that still wait although their batch is cancelled, and records the reason. Returns the number of '
  'messages.';
