-- An administrator's SQL runs here as a role that can read the audience and do nothing else; being stable, the function
-- accepts no statement that writes. That it is one statement is checked before, by check_segment_query.
-- One pass over what the query yields: a segment may yield everybody where a broadcast wants some, and only these are handed on.
create or replace function outlier.run_segment(p_query text, p_limit bigint default null)
returns table (phone_number text, is_barred boolean)
language plpgsql
stable
security definer
-- Much rather planned for too many people than for a handful.
rows 100000
-- Segment queries name tables without their schema.
set search_path = pg_catalog, outlier, pg_temp
as $$
begin
  -- Materialized, so that the query runs once, and the question whether somebody is barred is asked once.
  return query execute pg_catalog.format(
    E'with judged as materialized (
      select
        segment.phone_number::text as phone_number,
        segment.phone_number::text in (
          select barred.phone_number
          from outlier.authors as barred
          where barred.unsubscribed or barred.exclude or barred.added_via_file_upload
        ) as is_barred
      from (%s\n) as segment
      where segment.phone_number is not null
    )
    (select allowed.phone_number, false from judged as allowed where not allowed.is_barred limit $1)
    union all
    select barred.phone_number, true from judged as barred where barred.is_barred',
    pg_catalog.regexp_replace(p_query, '[;\s]+$', '')
  )
  using p_limit;
end;
$$;
comment on function outlier.run_segment(text, bigint) is
  'Whom a segment''s query yields, as often as it does: the first p_limit who may be texted, in its order, and then everybody who may not; runs as outlier_segments.';

-- To own a function in a schema takes the right to create there, for this moment.
grant create on schema outlier to outlier_segments;
alter function outlier.run_segment(text, bigint) owner to outlier_segments;
revoke create on schema outlier from outlier_segments;
grant execute on function outlier.run_segment(text, bigint) to outlier_owner;
