create or replace function outlier.refuse_segments_beside_file(p_request jsonb)
returns void
language plpgsql
immutable
set search_path = ''
as $$
begin
  if p_request -> 'segments' <> 'null' then
    raise exception using
      errcode = 'OT010',
      message = 'segments and a file are both given: send only one of them';
  end if;
end;
$$;
comment on function outlier.refuse_segments_beside_file(jsonb) is
  'Raises OT010 if a request with a file also has segments.';
