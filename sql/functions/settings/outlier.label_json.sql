create or replace function outlier.label_json(p_label_id uuid)
returns jsonb
language sql
stable
set search_path = ''
as $$
  select case
    when p_label_id is not null then pg_catalog.jsonb_build_object(
      'id', p_label_id,
      'name', (
        select coalesce(l.name_with_parent_names, l.name) from outlier.labels as l where l.id = p_label_id
      )
    )
  end;
$$;
comment on function outlier.label_json(uuid) is
  'Returns a label of Missive with its name. The name is null if the mirror does not know the label. Null if no label '
  'is set.';
