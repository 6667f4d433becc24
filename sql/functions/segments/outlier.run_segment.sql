-- An administrator's SQL runs here as a role that can read the audience and do nothing else; being stable, the function
-- accepts no statement that writes. That it is one statement is checked before, by check_segment_query.
create or replace function outlier.run_segment(p_query text)
returns setof text
language plpgsql
stable
strict
security definer
-- Much rather planned for too many people than for a handful.
rows 100000
-- Segment queries name tables without their schema.
set search_path = pg_catalog, outlier, pg_temp
as $$
begin
  return query execute pg_catalog.format(
    E'select segment.phone_number::text from (%s\n) as segment',
    pg_catalog.regexp_replace(p_query, '[;\s]+$', '')
  );
end;
$$;
comment on function outlier.run_segment(text) is 'The phone numbers that a segment''s query yields, in its order; runs as outlier_segments.';

-- To own a function in a schema takes the right to create there, for this moment.
grant create on schema outlier to outlier_segments;
alter function outlier.run_segment(text) owner to outlier_segments;
revoke create on schema outlier from outlier_segments;
grant execute on function outlier.run_segment(text) to outlier_owner;
