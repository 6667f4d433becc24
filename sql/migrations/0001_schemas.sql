-- Two schemas: outlier holds the tables and the functions that administrators call; api is all that the executor may
-- call.
comment on schema outlier is 'Tables, and the functions, triggers and jobs that decide whom to text, when and what.';
comment on schema api is 'The functions that the executor calls: it may call these and touch nothing else.';

-- Functions are callable by PUBLIC unless revoked; here each grant is explicit.
alter default privileges revoke execute on functions from public;

grant usage on schema outlier to outlier_reader, outlier_segments;
grant usage on schema api to outlier_executor;
-- Reports may read every table that is made from here on.
alter default privileges in schema outlier grant select on tables to outlier_reader;

create table outlier.applied_scripts (
  name text primary key,
  sha256 text not null,
  applied_at timestamptz not null default now()
);
comment on table outlier.applied_scripts is
  'The migrations and function files that this database has, with the SHA-256 of their text: how `outlier migrate` '
  'knows what changed.';
