create or replace function outlier.find_label(p_name text, p_parent uuid, p_organization uuid)
returns uuid
language sql
stable
set search_path = ''
as $$
  select l.id
  from outlier.labels as l
  where outlier.fold_case(l.name) = outlier.fold_case(pg_catalog.btrim(p_name))
    and l.parent is not distinct from p_parent
    and (l.organization_id is null or p_organization is null or l.organization_id = p_organization)
  order by l.created_at, l.id
  limit 1;
$$;
comment on function outlier.find_label(text, uuid, uuid) is
  'Returns the label with this name, in any case. p_parent: its parent label; null means that it has none. '
  'p_organization: its organization; null means any. Null: the database knows no such label.';
