create or replace function outlier.is_excluded(p_segments jsonb, p_phone_number text)
returns boolean
language plpgsql
stable
set search_path = ''
as $$
declare
  v_excluded boolean := false;
begin
  if p_segments -> 'excluded' <> 'null' then
    execute pg_catalog.format(
      'select exists (select from (%s) as e where e.author = %L)',
      outlier.segment_query(p_segments -> 'excluded'), pg_catalog.substr(p_phone_number, 2)::bigint
    )
    into v_excluded;
  end if;
  return v_excluded;
end;
$$;
comment on function outlier.is_excluded(jsonb, text) is
  'Whether the excluded segments of a campaign mean this person now.';
