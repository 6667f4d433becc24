-- An id from the lost span names something else on the old primary, and an executor may still submit a result for it.
-- No installation uses so many ids of messages and claims in such a span. Batch ids skip only 1000, because people read
-- them.
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
  'Advances the sequences of claims, messages and batches after a failover, so that new ids differ from all ids of '
  'the old primary.';
