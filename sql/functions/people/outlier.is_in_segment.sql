create or replace function outlier.is_in_segment(p_segment_id bigint, p_phone_number text)
returns boolean
language plpgsql
volatile
set search_path = ''
as $$
declare
  v_segment outlier.audience_segments;
  v_cursor refcursor;
  v_found boolean;
begin
  select s.* into strict v_segment from outlier.audience_segments as s where s.id = p_segment_id;
  v_cursor := outlier.open_segment(
    v_segment.name,
    pg_catalog.format(
      E'select yielded.phone_number from (%s\n) as yielded where yielded.phone_number = %L',
      pg_catalog.regexp_replace(v_segment.query, E'[;\\s]+$', ''), p_phone_number
    )
  );
  v_found := exists (select from outlier.read_segment(v_segment.name, v_cursor, 1));
  close v_cursor;
  return v_found;
end;
$$;
comment on function outlier.is_in_segment(bigint, text) is
  'Returns true if a segment''s query yields the person now. OT002: the query is not accepted. OT003: it failed.';
