-- p_labels: Missive's own JSON. What is no label with an id and a name is passed over.
create or replace function outlier.upsert_labels(p_labels jsonb, p_now timestamptz default now())
returns void
language plpgsql
volatile
set search_path = ''
as $$
begin
  if pg_catalog.jsonb_typeof(p_labels) is distinct from 'array' then
    return;
  end if;
  insert into outlier.organizations (id, created_at)
  select distinct (l.label ->> 'organization')::uuid, p_now
  from pg_catalog.jsonb_array_elements(p_labels) as l (label)
  where outlier.is_uuid(l.label ->> 'organization')
  order by 1
  on conflict (id) do nothing;

  insert into outlier.labels as known (id, name, name_with_parent_names, organization_id, parent, color, visibility, created_at, updated_at)
  select distinct on (id)
    (l.label ->> 'id')::uuid as id,
    l.label ->> 'name',
    l.label ->> 'name_with_parent_names',
    case when outlier.is_uuid(l.label ->> 'organization') then (l.label ->> 'organization')::uuid end,
    case when outlier.is_uuid(l.label ->> 'parent') then (l.label ->> 'parent')::uuid end,
    l.label ->> 'color',
    l.label ->> 'visibility',
    p_now,
    p_now
  from pg_catalog.jsonb_array_elements(p_labels) as l (label)
  where outlier.is_uuid(l.label ->> 'id')
    and l.label ->> 'name' is not null
  order by id
  on conflict (id) do update set
    name = excluded.name,
    name_with_parent_names = coalesce(excluded.name_with_parent_names, known.name_with_parent_names),
    organization_id = coalesce(excluded.organization_id, known.organization_id),
    parent = excluded.parent,
    color = coalesce(excluded.color, known.color),
    visibility = coalesce(excluded.visibility, known.visibility),
    updated_at = p_now
  where (known.name, known.name_with_parent_names, known.organization_id, known.parent, known.color, known.visibility)
    is distinct from (
      excluded.name, coalesce(excluded.name_with_parent_names, known.name_with_parent_names),
      coalesce(excluded.organization_id, known.organization_id), excluded.parent,
      coalesce(excluded.color, known.color), coalesce(excluded.visibility, known.visibility)
    );
end;
$$;
comment on function outlier.upsert_labels(jsonb, timestamptz) is 'Brings the mirror''s labels up to date with a list of Missive''s.';
