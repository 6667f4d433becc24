create or replace function outlier.replace_file_lines(
  p_campaign_id bigint,
  p_lines integer[],
  p_raw text[],
  p_phone_numbers text[],
  p_messages text[],
  p_numbers text,
  p_now timestamptz
)
returns void
language plpgsql
volatile
set search_path = ''
as $$
declare
  v_flaw text;
begin
  delete from outlier.campaign_file_recipients as f where f.campaign_id = p_campaign_id;
  perform outlier.add_file_recipients(p_campaign_id, p_lines, p_raw, p_phone_numbers, p_messages, p_now, p_numbers);
  v_flaw := outlier.find_file_problem(p_campaign_id);
  if v_flaw is not null then
    raise exception using errcode = 'OT010', message = v_flaw;
  end if;
end;
$$;
comment on function outlier.replace_file_lines(bigint, integer[], text[], text[], text[], text, timestamptz) is
  'Replaces the lines of a campaign with those of a file. p_numbers: see read_cell. OT010: the file contains no phone '
  'number.';
