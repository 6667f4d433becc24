-- This function imports the lines as for a campaign and then rolls everything back. So an inspection and an upload
-- cannot disagree, and nothing remains of the inspection: no rows, no authors, no notification.
create or replace function api.inspect_file(
  p_request jsonb,
  p_lines integer[],
  p_raw text[],
  p_phone_numbers text[],
  p_messages text[] default null,
  p_now timestamptz default now()
)
returns jsonb
language plpgsql
volatile
security definer
set search_path = ''
as $$
declare
  -- No campaign has a negative id. Two inspections at once use different ids and do not wait for each other.
  v_campaign_id bigint := -pg_catalog.pg_backend_pid();
  v_answer jsonb;
begin
  perform outlier.add_file_recipients(
    v_campaign_id, p_lines, p_raw, p_phone_numbers, p_messages, p_now, outlier.require_numbers_per_cell(p_request)
  );
  v_answer := outlier.file_counts(v_campaign_id)
    || pg_catalog.jsonb_build_object(
      'firstLines', outlier.file_lines(v_campaign_id, 20), 'refusal', outlier.find_file_problem(v_campaign_id)
    );
  raise exception using errcode = 'OT900', message = 'the inspection is rolled back';
exception
  when sqlstate 'OT900' then
    return v_answer;
end;
$$;
comment on function api.inspect_file(jsonb, integer[], text[], text[], text[], timestamptz) is
  'Shows how Outlier would read the lines of a file for a campaign: the number of each verdict, the first 20 lines, '
  'and why no campaign can be created from the file. Stores nothing. OT010: numbersPerCell is not accepted.';
grant execute on function api.inspect_file(
  jsonb, integer[], text[], text[], text[], timestamptz
) to outlier_executor;
