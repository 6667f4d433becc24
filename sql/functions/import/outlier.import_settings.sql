-- Settings that are already here stay, because somebody set them for this installation.
create or replace function outlier.import_settings(p_now timestamptz default now())
returns void
language plpgsql
volatile
set search_path = ''
as $$
declare
  v_is_scheduled boolean := exists (select from outlier.broadcast_settings as s where s.active);
  v_may_start boolean := exists (select from outlier.broadcasts as b where b.state = 'scheduled');
begin
  delete from outlier.import_report as r where r.source_table in ('broadcast_settings', 'lookup_template');
  -- In the source, the newest active schedule is used.
  insert into outlier.broadcast_settings (mon, tue, wed, thu, fri, sat, sun, active, effective_from, created_at)
  select
    pg_catalog.date_trunc('minute', s.mon::interval)::time, pg_catalog.date_trunc('minute', s.tue::interval)::time,
    pg_catalog.date_trunc('minute', s.wed::interval)::time, pg_catalog.date_trunc('minute', s.thu::interval)::time,
    pg_catalog.date_trunc('minute', s.fri::interval)::time, pg_catalog.date_trunc('minute', s.sat::interval)::time,
    pg_catalog.date_trunc('minute', s.sun::interval)::time, true, p_now, coalesce(s.created_at, p_now)
  from pg_temp.import_broadcast_settings as s
  where s.active
    and num_nonnulls(s.mon, s.tue, s.wed, s.thu, s.fri, s.sat, s.sun) > 0
    and not v_is_scheduled
    and not v_may_start
  order by s.id desc
  limit 1;
  insert into outlier.import_report (source_table, source_key, kind, why)
  select
    'broadcast_settings', s.id::text,
    case when s.active and v_is_scheduled then 'kept' else 'not_taken' end,
    case
      when not coalesce(s.active, false) then 'The schedule is not active there. It was left out.'
      when s.place > 1 then 'A newer schedule is active there. This one was left out.'
      when v_is_scheduled then 'A schedule is active here. It stays as it is.'
      when v_may_start then
        'An upcoming broadcast is here, and this schedule would start it. Write it into outlier.broadcast_settings.'
      else 'The schedule has no time on any day. It was left out.'
    end
  from (
    select
      all_of_them.*,
      row_number() over (partition by all_of_them.active order by all_of_them.id desc) as place
    from pg_temp.import_broadcast_settings as all_of_them
  ) as s
  where not (
    coalesce(s.active, false) and s.place = 1 and not v_is_scheduled and not v_may_start
    and num_nonnulls(s.mon, s.tue, s.wed, s.thu, s.fri, s.sat, s.sun) > 0
  )
    -- An earlier import brought this schedule.
    and not exists (
      select
      from outlier.broadcast_settings as here
      where here.active and s.active and s.place = 1
        and row(here.mon, here.tue, here.wed, here.thu, here.fri, here.sat, here.sun)
          is not distinct from row(s.mon, s.tue, s.wed, s.thu, s.fri, s.sat, s.sun)
    )
  order by s.id;
  perform outlier.record_import(
    'broadcast_settings',
    (select pg_catalog.count(*) from pg_temp.import_broadcast_settings),
    (select pg_catalog.count(*) from pg_temp.import_broadcast_settings)
    - (select pg_catalog.count(*) from outlier.import_report as r where r.source_table = 'broadcast_settings'),
    (select pg_catalog.count(*) from outlier.import_report as r where r.source_table = 'broadcast_settings'),
    p_now
  );

  insert into outlier.lookup_templates as here (name, content, updated_at)
  select distinct on (t.name)
    t.name, pg_catalog.left(coalesce(t.content, ''), 8000), coalesce(t.updated_at, t.created_at, p_now)
  from pg_temp.import_lookup_template as t
  where t.name is not null
  order by t.name, t.updated_at desc nulls last, t.id desc
  on conflict (name) do update
  -- The migrations create some texts with empty content. The newsroom has not written this text yet.
  set content = excluded.content, updated_at = excluded.updated_at
  where here.content = '' and excluded.content <> '';
  insert into outlier.import_report (source_table, source_key, kind, why)
  select
    'lookup_template', t.id::text,
    case
      when t.name is null then 'not_taken'
      when t.place > 1 then 'duplicate'
      when pg_catalog.length(t.content) > 8000 then 'changed'
      else 'kept'
    end,
    case
      when t.name is null then 'It has no name. It was left out.'
      when t.place > 1 then pg_catalog.format('A newer row is named "%s" too. This one was left out.', t.name)
      when pg_catalog.length(t.content) > 8000 then
        pg_catalog.format('"%s" is longer than 8000 characters, and was cut there.', t.name)
      else pg_catalog.format('The text "%s" is here with another content. It stays as it is.', t.name)
    end
  from (
    select
      all_of_them.*,
      row_number() over (
        partition by all_of_them.name order by all_of_them.updated_at desc nulls last, all_of_them.id desc
      ) as place
    from pg_temp.import_lookup_template as all_of_them
  ) as t
  left join outlier.lookup_templates as here on here.name = t.name
  where t.name is null
    or t.place > 1
    or here.content is distinct from coalesce(t.content, '')
  order by t.id;
  perform outlier.record_import(
    'lookup_template',
    (select pg_catalog.count(*) from pg_temp.import_lookup_template),
    (
      select pg_catalog.count(distinct t.name)
      from pg_temp.import_lookup_template as t
      inner join outlier.lookup_templates as here on here.name = t.name
    ),
    (
      select pg_catalog.count(*)
      from outlier.import_report as r
      where r.source_table = 'lookup_template' and r.kind in ('not_taken', 'duplicate')
    ),
    p_now
  );

  -- If the source has exactly one organization, it is this one.
  update outlier.settings as s
  set organization_id = (select o.id from pg_temp.import_organizations as o)
  where s.organization_id is null
    and (select pg_catalog.count(*) from pg_temp.import_organizations) = 1;
end;
$$;
comment on function outlier.import_settings(timestamptz) is
  'Imports the weekly schedule, the texts and the organization, where none is set here.';
