create or replace function outlier.import_labels(p_now timestamptz default now())
returns void
language plpgsql
volatile
set search_path = ''
as $$
begin
  delete from outlier.import_report as r where r.source_table = 'labels';
  insert into outlier.labels (
    id, name, name_with_parent_names, parent, color, visibility, share_with_organization, created_at, updated_at
  )
  select
    l.id, coalesce(l.name, ''), l.name_with_parent_names, l.parent, l.color, l.visibility,
    coalesce(l.share_with_organization, false), coalesce(l.created_at, p_now),
    coalesce(l.updated_at, l.created_at, p_now)
  from pg_temp.import_labels as l
  order by l.id
  on conflict (id) do nothing;
  perform outlier.record_import(
    'labels',
    (select pg_catalog.count(*) from pg_temp.import_labels),
    (select pg_catalog.count(*) from pg_temp.import_labels as l where l.id in (select h.id from outlier.labels as h)),
    0,
    p_now
  );
end;
$$;
comment on function outlier.import_labels(timestamptz) is
  'Imports labels. A label that is already here does not change.';
