create or replace function outlier.segment_phone_numbers(p_name text, p_query text, p_limit bigint default null)
returns table (phone_number text, is_barred boolean, place bigint, mentions bigint)
language plpgsql
-- Sees what its caller sees: who is barred and why belong together.
stable
rows 100000
set search_path = ''
-- A segment may yield everybody.
set work_mem = '128MB'
as $$
declare
  v_message text;
  v_state text;
begin
  perform outlier.check_segment_query(p_name, p_query);
  return query
    select yielded.phone_number, yielded.is_barred, pg_catalog.min(yielded.place), pg_catalog.count(*)
    from outlier.run_segment(p_query, p_limit) with ordinality as yielded (phone_number, is_barred, place)
    group by yielded.phone_number, yielded.is_barred;
exception
  when sqlstate 'OT002' then
    raise;
  when query_canceled then
    raise exception using
      errcode = 'OT003',
      message = pg_catalog.format('segment "%s" took longer than allowed', p_name),
      hint = 'Make its query faster, or raise statement_timeout for this session (for the jobs: on role outlier_owner).';
  when others then
    get stacked diagnostics v_message = message_text, v_state = returned_sqlstate;
    raise exception using
      errcode = 'OT003',
      message = pg_catalog.format('segment "%s" failed: %s', p_name, v_message),
      detail = 'SQLSTATE ' || v_state,
      hint = pg_catalog.format('Try its query: select count(*) from (…) as segment; then: update outlier.audience_segments set query = … where name = %L;', p_name);
end;
$$;
comment on function outlier.segment_phone_numbers(text, text, bigint) is
  'Whom a segment''s query yields, each once, with the place of their first mention (people who may not be texted come last) and how often they are mentioned: the first p_limit mentions of people who may be texted, and everybody who may not. An error names the segment.';
