create or replace function api.change_campaign(
  p_campaign_id bigint,
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
  v_before outlier.campaigns := outlier.lock_unrun_campaign(p_campaign_id, 'changed');
  v_campaign outlier.campaigns;
  v_csv_label uuid := (select s.csv_campaigns_label_id from outlier.settings as s);
begin
  -- A form sends back every field that it showed. For a personalized campaign it showed the first person's text, so
  -- the same text is no change.
  if v_before.is_personalized and p_request ->> 'firstMessage' = outlier.campaign_text(v_before) then
    p_request := p_request - 'firstMessage';
  end if;
  v_campaign := outlier.campaign_from_request(v_before, p_request, p_now);
  if p_lines is not null then
    perform outlier.refuse_segments_beside_file(p_request);
    v_campaign.segments := null;
    v_campaign.has_file := true;
    v_campaign.is_personalized := p_messages is not null;
  end if;
  -- An exemption is given for one text, so only a sender may change an exempt campaign.
  if num_nonnulls(v_before.exempt_reason, v_campaign.exempt_reason) > 0
    and (v_campaign is distinct from v_before or p_lines is not null)
  then
    perform outlier.require_sender('changing an exempt campaign');
  end if;
  perform outlier.require_whole_campaign(v_campaign);
  if v_campaign.first_message is null and p_lines is null and exists (
    select
    from outlier.campaign_file_recipients as f
    where f.campaign_id = p_campaign_id
      and f.message is null
      and f.verdict in ('accepted', 'extension', 'unsubscribed', 'excluded')
  ) then
    raise exception using
      errcode = 'OT010',
      message = 'firstMessage is missing: people in the file have no text of their own, and would get nothing',
      hint = 'Send firstMessage, or a file with a text in each line.';
  end if;
  if p_lines is not null or p_request ? 'firstMessage' then
    perform outlier.refuse_text_beside_texts(v_campaign);
  end if;
  if v_campaign.has_file <> v_before.has_file and v_csv_label is not null then
    v_campaign.label_ids := pg_catalog.array_remove(v_campaign.label_ids, v_csv_label)
      || case when v_campaign.has_file then array[v_csv_label] else '{}' end;
  end if;

  if v_before.has_file and not v_campaign.has_file then
    delete from outlier.campaign_file_recipients as f where f.campaign_id = p_campaign_id;
  end if;
  update outlier.campaigns as c
  set
    title = v_campaign.title,
    first_message = v_campaign.first_message,
    original_first_message = v_campaign.original_first_message,
    second_message = v_campaign.second_message,
    original_second_message = v_campaign.original_second_message,
    segments = v_campaign.segments,
    delay = v_campaign.delay,
    run_at = v_campaign.run_at,
    priority = v_campaign.priority,
    send_within = v_campaign.send_within,
    exempt_reason = v_campaign.exempt_reason,
    written_by = case when p_lines is null then c.written_by else outlier.add_writer(c.written_by) end,
    label_ids = v_campaign.label_ids,
    has_file = v_campaign.has_file,
    is_personalized = v_campaign.is_personalized
  where c.id = p_campaign_id;
  if p_lines is not null then
    perform outlier.replace_file_lines(
      p_campaign_id, p_lines, p_raw, p_phone_numbers, p_messages, outlier.require_numbers_per_cell(p_request), p_now
    );
  end if;
  return outlier.campaign_json(p_campaign_id, p_now)
    || case
      when p_lines is not null then pg_catalog.jsonb_build_object('file', outlier.file_counts(p_campaign_id))
      else '{}'
    end;
end;
$$;
comment on function api.change_campaign(bigint, jsonb, integer[], text[], text[], text[], timestamptz) is
  'Changes a campaign that has not run, and returns it. OT006: the campaign has run. OT009: there is no such '
  'campaign. OT010: a value is not accepted. OT013: the campaign is or becomes exempt, which requires the role '
  'sender.';
grant execute on function api.change_campaign(
  bigint, jsonb, integer[], text[], text[], text[], timestamptz
) to outlier_executor;
