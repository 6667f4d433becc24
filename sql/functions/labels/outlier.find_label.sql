create or replace function outlier.find_label(p_name text)
returns uuid
language sql
stable
strict
set search_path = ''
as $$
  select l.id
  from outlier.labels as l
  inner join outlier.settings as s on l.parent is not distinct from s.campaign_parent_label_id
  where lower(l.name) = lower(pg_catalog.btrim(p_name))
    and (l.organization_id is null or s.organization_id is null or l.organization_id = s.organization_id)
  order by l.created_at, l.id
  limit 1;
$$;
comment on function outlier.find_label(text) is 'The label of this name, whatever its case, under the campaigns'' parent label; null where the database knows none.';
