create or replace function outlier.is_excluded(p_segments jsonb, p_phone_number text)
returns boolean
language plpgsql
stable
set search_path = ''
as $$
begin
  return coalesce(
    p_segments -> 'excluded' <> 'null' and outlier.is_in_segments(p_segments -> 'excluded', p_phone_number), false
  );
end;
$$;
comment on function outlier.is_excluded(jsonb, text) is
  'Returns whether a person is in an excluded segment of a campaign now.';
