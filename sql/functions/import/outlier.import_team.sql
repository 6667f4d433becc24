-- If both sides have a row, the row here stays, because webhooks keep it up to date.
create or replace function outlier.import_team(p_now timestamptz default now())
returns void
language plpgsql
volatile
set search_path = ''
as $$
begin
  delete from outlier.import_report as r
  where r.source_table in ('organizations', 'teams', 'users', 'user_history', 'rules');

  insert into outlier.organizations (id, name, created_at, updated_at)
  select o.id, o.name, coalesce(o.created_at, p_now), coalesce(o.updated_at, o.created_at, p_now)
  from pg_temp.import_organizations as o
  order by o.id
  on conflict (id) do nothing;
  perform outlier.record_import(
    'organizations',
    (select pg_catalog.count(*) from pg_temp.import_organizations),
    (
      select pg_catalog.count(*)
      from pg_temp.import_organizations as o
      where o.id in (select t.id from outlier.organizations as t)
    ),
    0,
    p_now
  );

  insert into outlier.teams (id, name, organization_id, created_at, updated_at)
  select
    t.id, t.name, (select o.id from outlier.organizations as o where o.id = t.organization_id),
    coalesce(t.created_at, p_now), coalesce(t.updated_at, t.created_at, p_now)
  from pg_temp.import_teams as t
  order by t.id
  on conflict (id) do nothing;
  perform outlier.record_import(
    'teams',
    (select pg_catalog.count(*) from pg_temp.import_teams),
    (select pg_catalog.count(*) from pg_temp.import_teams as t where t.id in (select h.id from outlier.teams as h)),
    0,
    p_now
  );

  insert into outlier.users (id, name, email, avatar_url, created_at, updated_at)
  select
    u.id, nullif(u.name, ''), nullif(u.email, ''), nullif(u.avatar_url, ''),
    coalesce(u.created_at, p_now), coalesce(u.updated_at, u.created_at, p_now)
  from pg_temp.import_users as u
  order by u.id
  on conflict (id) do nothing;
  perform outlier.record_import(
    'users',
    (select pg_catalog.count(*) from pg_temp.import_users),
    (select pg_catalog.count(*) from pg_temp.import_users as u where u.id in (select h.id from outlier.users as h)),
    0,
    p_now
  );

  -- In the source, a row has the user's name from that time on. Here, a row has the name until that time.
  insert into outlier.user_history (user_id, name, email, changed_at)
  select before.user_id, before.name, before.email, before.changed_at
  from (
    select
      h.user_id,
      pg_catalog.lag(nullif(h.name, '')) over named as name,
      pg_catalog.lag(nullif(h.email, '')) over named as email,
      h.created_at as changed_at
    from pg_temp.import_user_history as h
    window named as (partition by h.user_id order by h.id)
  ) as before
  where num_nonnulls(before.name, before.email) > 0
    and before.user_id in (select u.id from outlier.users as u)
    and not exists (
      select
      from outlier.user_history as known
      where known.user_id = before.user_id and known.changed_at = before.changed_at
    )
  order by before.changed_at, before.user_id;
  insert into outlier.import_report (source_table, source_key, kind, why)
  select 'user_history', h.id::text, 'orphan', 'The user of this row is not in the table users. The row was left out.'
  from pg_temp.import_user_history as h
  where not exists (select from outlier.users as u where u.id = h.user_id)
  order by h.id;
  perform outlier.record_import(
    'user_history',
    (select pg_catalog.count(*) from pg_temp.import_user_history),
    -- The latest name of each user is in the user's own row.
    (
      select pg_catalog.count(*)
      from pg_temp.import_user_history as h
      where h.user_id in (select u.id from outlier.users as u)
    ),
    (select pg_catalog.count(*) from outlier.import_report as r where r.source_table = 'user_history'),
    p_now
  );

  insert into outlier.rules (id, description, type, created_at, updated_at)
  select r.id, r.description, coalesce(r.type, 'unknown'), coalesce(r.created_at, p_now),
    coalesce(r.updated_at, r.created_at, p_now)
  from pg_temp.import_rules as r
  order by r.id
  on conflict (id) do nothing;
  perform outlier.record_import(
    'rules',
    (select pg_catalog.count(*) from pg_temp.import_rules),
    (select pg_catalog.count(*) from pg_temp.import_rules as r where r.id in (select h.id from outlier.rules as h)),
    0,
    p_now
  );
end;
$$;
comment on function outlier.import_team(timestamptz) is
  'Imports organizations, teams, users with their earlier names, and rules.';
