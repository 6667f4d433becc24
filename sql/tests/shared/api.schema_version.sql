-- Shows: api.schema_version
begin;
select plan(4);
select matches(api.schema_version() ->> 'migration', '^migrations/[0-9]{4}_', 'the newest migration is named');
select is(
  (api.schema_version() ->> 'version')::bigint,
  (select count(*) from outlier.applied_scripts as s where s.name like 'migrations/%'),
  'its number is the version'
);
select cmp_ok(
  (api.schema_version() ->> 'programsSince')::integer, '<=', (api.schema_version() ->> 'version')::integer,
  'the program of this version is served'
);
select ok(api.schema_version() -> 'functions' ? 'claim_messages', 'it names the functions that a program may call');
select * from finish();
rollback;
