create or replace function api.list_campaign_segments()
returns jsonb
language sql
stable
security definer
set search_path = ''
as $$
  select coalesce(
    pg_catalog.jsonb_agg(
      pg_catalog.jsonb_build_object('id', l.id, 'name', coalesce(l.name_with_parent_names, l.name))
      order by outlier.fold_case(coalesce(l.name_with_parent_names, l.name)), l.id
    ),
    '[]'
  )
  from outlier.labels as l;
$$;
comment on function api.list_campaign_segments() is 'Lists the labels that the segments of a campaign can use.';
grant execute on function api.list_campaign_segments() to outlier_executor;
