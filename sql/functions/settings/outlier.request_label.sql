create or replace function outlier.request_label(p_request jsonb, p_field text)
returns uuid
language plpgsql
stable
set search_path = ''
as $$
declare
  v_text text := pg_catalog.btrim(outlier.request_text(p_request, p_field, 500));
  v_ids uuid[];
begin
  if v_text is null then
    return null;
  end if;
  v_ids := array(
    select l.id
    from outlier.labels as l
    where l.id::text = pg_catalog.lower(v_text collate "C")
      or outlier.fold_case(coalesce(l.name_with_parent_names, l.name)) = outlier.fold_case(v_text)
  );
  if v_ids = '{}' then
    v_ids := array(select l.id from outlier.labels as l where outlier.fold_case(l.name) = outlier.fold_case(v_text));
  end if;
  if v_ids = '{}' then
    raise exception using
      errcode = 'OT010',
      message = pg_catalog.format('%s: Missive has no label with the name "%s"', p_field, outlier.mask_value(v_text)),
      hint = 'Create the label in Missive first, or write the name as Missive shows it, with the names of its parents.';
  elsif pg_catalog.cardinality(v_ids) > 1 then
    raise exception using
      errcode = 'OT010',
      message = pg_catalog.format(
        '%s: Missive has %s labels with the name "%s"',
        p_field, pg_catalog.cardinality(v_ids), outlier.mask_value(v_text)
      ),
      hint = 'Write the names of its parents too, or give its id.';
  end if;
  return v_ids[1];
end;
$$;
comment on function outlier.request_label(jsonb, text) is
  'Returns the id of the label that a field of a request names. The field has the label''s name in any case, with or '
  'without its parents, or its id. Null if the field is blank. OT010: no label matches, or more than one.';
