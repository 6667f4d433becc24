-- The arrays are the lines of a file. A campaign has either segments or a file. p_messages is given only if the file
-- has a text for each person.
create or replace function api.create_campaign(
  p_request jsonb,
  p_lines integer[] default null,
  p_raw text[] default null,
  p_phone_numbers text[] default null,
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
  v_blank outlier.campaigns;
  v_campaign outlier.campaigns;
begin
  v_blank.state := 'scheduled';
  v_blank.delay := 600;
  v_blank.priority := 'normal';
  v_blank.send_within := interval '48 hours';
  v_campaign := outlier.campaign_from_request(v_blank, p_request, p_now);
  if p_lines is not null then
    perform outlier.refuse_segments_beside_file(p_request);
    v_campaign.has_file := true;
    v_campaign.is_personalized := p_messages is not null;
  end if;
  if v_campaign.exempt_reason is not null then
    perform outlier.require_sender('an exemption');
  end if;
  v_campaign.has_file := coalesce(v_campaign.has_file, false);
  v_campaign.is_personalized := coalesce(v_campaign.is_personalized, false);
  perform outlier.require_whole_campaign(v_campaign);
  perform outlier.refuse_text_beside_texts(v_campaign);

  insert into outlier.campaigns (
    title,
    first_message,
    second_message,
    segments,
    delay,
    run_at,
    priority,
    send_within,
    exempt_reason,
    label_name,
    label_ids,
    has_file,
    is_personalized,
    created_at,
    updated_at
  )
  select
    v_campaign.title,
    v_campaign.first_message,
    v_campaign.second_message,
    v_campaign.segments,
    v_campaign.delay,
    v_campaign.run_at,
    v_campaign.priority,
    v_campaign.send_within,
    v_campaign.exempt_reason,
    v_campaign.label_name,
    case
      when v_campaign.has_file and s.csv_campaigns_label_id is not null then array[s.csv_campaigns_label_id]
      else '{}'
    end,
    v_campaign.has_file, v_campaign.is_personalized, p_now, p_now
  from outlier.settings as s
  returning * into v_campaign;

  if v_campaign.has_file then
    perform outlier.replace_file_lines(
      v_campaign.id, p_lines, p_raw, p_phone_numbers, p_messages, outlier.require_numbers_per_cell(p_request), p_now
    );
  end if;
  return outlier.campaign_json(v_campaign.id, p_now)
    || case
      when v_campaign.has_file then pg_catalog.jsonb_build_object('file', outlier.file_counts(v_campaign.id))
      else '{}'
    end;
end;
$$;
comment on function api.create_campaign(jsonb, integer[], text[], text[], text[], timestamptz) is
  'Creates a campaign from a request of the HTTP API and the lines of its file, if there is a file. Returns the '
  'campaign. OT010: a value is not accepted. OT013: an exemption requires the role sender.';
grant execute on function api.create_campaign(
  jsonb, integer[], text[], text[], text[], timestamptz
) to outlier_executor;
