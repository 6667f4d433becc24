create or replace function outlier.is_in_segments(p_set jsonb, p_phone_number text)
returns boolean
language plpgsql
stable
strict
set search_path = ''
as $$
declare
  v_is_meant boolean;
begin
  execute pg_catalog.format(
    'select exists (select from (%s) as e where e.author = %L)',
    outlier.segment_query(p_set), pg_catalog.substr(p_phone_number, 2)::bigint
  )
  into v_is_meant;
  return v_is_meant;
end;
$$;
comment on function outlier.is_in_segments(jsonb, text) is
  'Returns whether a person is in a segment of labels, or in one of a list of alternatives, now. The caller has '
  'checked the document.';
