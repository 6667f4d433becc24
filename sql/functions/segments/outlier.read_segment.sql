-- An administrator's SQL runs here, with a role that can read the audience and do nothing else.
create or replace function outlier.read_segment(p_name text, p_segment refcursor, p_count bigint default null)
returns setof text
language plpgsql
volatile
security definer
-- A plan for too many people is better than a plan for too few.
rows 100000
set search_path = pg_catalog, outlier, pg_temp
as $$
declare
  v_message text;
  v_state text;
begin
  return query execute pg_catalog.format('fetch forward %s from %I', coalesce(p_count::text, 'all'), p_segment);
exception
  when query_canceled then
    raise exception using
      errcode = 'OT003',
      message = pg_catalog.format('segment "%s" took longer than allowed', p_name),
      detail = 'SQLSTATE 57014',
      hint =
        'Make its query faster, or raise statement_timeout for this session (for the jobs: on role outlier_owner).';
  when others then
    get stacked diagnostics v_message = message_text, v_state = returned_sqlstate;
    raise exception using
      errcode = 'OT003',
      message = pg_catalog.format('segment "%s" failed: %s', p_name, outlier.clean_error_message(v_message)),
      detail = 'SQLSTATE ' || v_state,
      hint = pg_catalog.format(
        'Try its query: select count(*) from (…) as segment; '
        'then: update outlier.audience_segments set query = … where name = %L;', p_name);
end;
$$;
comment on function outlier.read_segment(text, refcursor, bigint) is
  'Returns the next p_count phone numbers (by default all) from the cursor that open_segment returned, in the order '
  'of the segment''s query and with its duplicates. Runs as outlier_segments. OT003: the query failed; the error '
  'names the segment but no person.';

grant create on schema outlier to outlier_segments;
alter function outlier.read_segment(text, refcursor, bigint) owner to outlier_segments;
revoke create on schema outlier from outlier_segments;
grant execute on function outlier.read_segment(text, refcursor, bigint) to outlier_owner;
