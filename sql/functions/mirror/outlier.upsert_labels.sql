-- p_labels is Missive's own JSON. An element without an id and a name is skipped. Only changes are written, and thus
-- locked, because nearly every webhook contains the same labels.
create or replace function outlier.upsert_labels(p_labels jsonb, p_now timestamptz default now())
returns void
language plpgsql
volatile
set search_path = ''
as $$
declare
  v_new record;
begin
  if pg_catalog.jsonb_typeof(p_labels) is distinct from 'array' then
    return;
  end if;
  for v_new in
    select distinct (l.label ->> 'organization')::uuid as id
    from pg_catalog.jsonb_array_elements(p_labels) as l (label)
    where outlier.is_uuid(l.label ->> 'organization')
      and not exists (select from outlier.organizations as k where k.id = (l.label ->> 'organization')::uuid)
    order by 1
  loop
    insert into outlier.organizations (id, created_at)
    values (v_new.id, p_now)
    on conflict (id) do nothing;
  end loop;

  for v_new in
    select
      l.id, l.name, l.name_with_parent_names, l.organization_id, l.parent, l.color, l.visibility,
      coalesce(l.is_shared, k.share_with_organization, false) as is_shared
    from (
      select distinct on (id)
        (l.label ->> 'id')::uuid as id,
        l.label ->> 'name' as name,
        l.label ->> 'name_with_parent_names' as name_with_parent_names,
        case
          when outlier.is_uuid(l.label ->> 'organization') then (l.label ->> 'organization')::uuid
        end as organization_id,
        case when outlier.is_uuid(l.label ->> 'parent') then (l.label ->> 'parent')::uuid end as parent,
        l.label ->> 'color' as color,
        l.label ->> 'visibility' as visibility,
        nullif(l.label -> 'share_with_organization', 'null') = 'true' as is_shared
      from pg_catalog.jsonb_array_elements(p_labels) as l (label)
      where outlier.is_uuid(l.label ->> 'id')
        and l.label ->> 'name' is not null
      order by id
    ) as l
    left join outlier.labels as k on k.id = l.id
    where k.id is null
      or (
        k.updated_at <= p_now
        and (
          k.name, k.name_with_parent_names, k.organization_id, k.parent, k.color, k.visibility,
          k.share_with_organization
        )
          is distinct from (
            l.name,
            coalesce(l.name_with_parent_names, k.name_with_parent_names),
            coalesce(l.organization_id, k.organization_id),
            l.parent,
            coalesce(l.color, k.color),
            coalesce(l.visibility, k.visibility),
            coalesce(l.is_shared, k.share_with_organization)
          )
      )
    order by l.id
  loop
    insert into outlier.labels as known (
      id, name, name_with_parent_names, organization_id, parent, color, visibility, share_with_organization,
      created_at, updated_at
    )
    values (
      v_new.id, v_new.name, v_new.name_with_parent_names, v_new.organization_id, v_new.parent, v_new.color,
      v_new.visibility, v_new.is_shared, p_now, p_now
    )
    on conflict (id) do update set
      name = excluded.name,
      name_with_parent_names = coalesce(excluded.name_with_parent_names, known.name_with_parent_names),
      organization_id = coalesce(excluded.organization_id, known.organization_id),
      parent = excluded.parent,
      color = coalesce(excluded.color, known.color),
      visibility = coalesce(excluded.visibility, known.visibility),
      share_with_organization = excluded.share_with_organization,
      updated_at = p_now;
  end loop;
end;
$$;
comment on function outlier.upsert_labels(jsonb, timestamptz) is
  'Updates the mirror''s labels from a list of Missive''s.';
