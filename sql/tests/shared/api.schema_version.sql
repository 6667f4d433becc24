begin;
select plan(2);
select matches(api.schema_version() ->> 'migration', '^migrations/[0-9]{4}_', 'the newest migration is named');
select matches(api.schema_version() ->> 'digest', '^[0-9a-f]{64}$', 'the digest is a hash');
select * from finish();
rollback;
