-- Where this database lives, so that a copy of it knows that it is one, and texts nobody.
alter table outlier.settings
  add column installation text
    constraint installation_has_at_most_100_characters check (char_length(installation) <= 100)
    constraint installation_is_given check (installation ~ '[^[:space:]]');
comment on column outlier.settings.installation is
  'The name of this installation, such as production. If Installation__Name of an executor is another one, nothing is '
  'sent. Null, the default: names are not compared.';
grant select (installation) on outlier.settings to outlier_reader;

create table outlier.home (
  is_only_row boolean primary key default true
    constraint home_has_one_row check (is_only_row),
  server text,
  database_oid oid not null,
  strange_installation text,
  adopted_at timestamptz not null
);
comment on table outlier.home is
  'One row: the server and the database that this database lives in. The first claim writes it. Where the row tells of '
  'another place, the database is a copy, and nothing is sent: see is_copy() and adopt_database().';
comment on column outlier.home.server is
  'The system identifier of the server, as pg_control_system() gives it. Null: the server hides it.';
comment on column outlier.home.database_oid is 'The OID of the database in that server.';
comment on column outlier.home.strange_installation is
  'The Installation__Name of the last executor that asked, if it is not settings.installation. Null: it is the same, '
  'or one of the two is not set.';
comment on column outlier.home.adopted_at is 'When the place was written: at first, or by adopt_database().';
