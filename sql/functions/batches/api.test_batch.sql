create or replace function api.test_batch(p_kind text, p_id bigint, p_request jsonb, p_now timestamptz default now())
returns jsonb
language plpgsql
volatile
security definer
set search_path = ''
as $$
declare
  v_batch outlier.batches := outlier.require_batch(p_kind, p_id);
  v_numbers text[];
begin
  if pg_catalog.jsonb_typeof(p_request) is distinct from 'object'
    or pg_catalog.jsonb_typeof(p_request -> 'phoneNumbers') is distinct from 'array'
  then
    raise exception using
      errcode = 'OT010',
      message = 'phoneNumbers is missing: give a list of one to five numbers of settings.test_numbers';
  end if;
  select pg_catalog.array_agg(distinct coalesce(outlier.known_phone_number(n.number), n.number))
  into v_numbers
  from pg_catalog.jsonb_array_elements_text(p_request -> 'phoneNumbers') as n (number);
  if pg_catalog.cardinality(v_numbers) not between 1 and 5 or v_numbers is null then
    raise exception using
      errcode = 'OT010',
      message = pg_catalog.format(
        'phoneNumbers must list one to five numbers, not %s', coalesce(pg_catalog.cardinality(v_numbers), 0)
      );
  end if;
  perform outlier.test_batch(v_batch, v_numbers, p_now);
  return outlier.batch_json(p_id, p_now);
end;
$$;
comment on function api.test_batch(text, bigint, jsonb, timestamptz) is
  'Sends the texts of a batch to {phoneNumbers}, one to five of settings.test_numbers, and returns the batch. OT009: '
  'there is no such batch. OT010: a number is not one of the test numbers, or may not be texted now.';
grant execute on function api.test_batch(text, bigint, jsonb, timestamptz) to outlier_executor;
