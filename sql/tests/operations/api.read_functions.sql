begin;
select plan(4);
select test.let('before', api.read_functions());
select is(
  (select count(*) from jsonb_array_elements(test.get('before'))),
  (select count(*) from pg_proc where pronamespace in ('outlier'::regnamespace, 'api'::regnamespace)),
  'each function is told once'
);
select ok(
  test.get('before') @> '[{"file": "functions/operations/api.ring.sql", "isDefiner": true}]',
  'with its file and whose rights it has'
);
create or replace function outlier.queue_name(p_is_second boolean) returns text language sql immutable strict
set search_path = '' as $$ select null::text $$;
select is(
  (
    select array_agg(now_it.f ->> 'file')
    from jsonb_array_elements(api.read_functions()) as now_it (f)
    where not test.get('before') @> jsonb_build_array(now_it.f)
  ),
  array['functions/queues/outlier.queue_name.sql'],
  'one that is changed by hand has another hash'
);
select is(
  (
    select f ->> 'bodyHash'
    from jsonb_array_elements(api.read_functions()) as f
    where f ->> 'file' like '%/outlier.queue_name.sql'
  ),
  encode(sha256(' select null::text '), 'hex'),
  'that of its body, as it stands in the file between the quotes'
);
select * from finish();
rollback;
