-- An id that was handed out in the lost span names something else on the old primary, and an executor may still hand in
-- an answer about it. Of messages and claims no installation uses so many in such a span. People read the ids of
-- batches: those go on nearby.
create or replace function outlier.skip_used_ids()
returns void
language plpgsql
volatile
set search_path = ''
as $$
declare
  v_batch_ids text := pg_catalog.pg_get_serial_sequence('outlier.batches', 'id');
begin
  perform pg_catalog.setval('outlier.claim_id_seq', pg_catalog.nextval('outlier.claim_id_seq') + 10000000);
  perform pg_catalog.setval(
    'outlier.queued_message_id_seq', pg_catalog.nextval('outlier.queued_message_id_seq') + 10000000
  );
  perform pg_catalog.setval(v_batch_ids::regclass, pg_catalog.nextval(v_batch_ids::regclass) + 1000);
end;
$$;
comment on function outlier.skip_used_ids() is
  'After a failover: the ids of new claims, messages and batches are none that the old primary may have given out.';
