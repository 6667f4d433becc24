-- The campaign is a new one, or the one that the request changes. Fields that the request does not contain stay.
create or replace function outlier.campaign_from_request(
  p_campaign outlier.campaigns,
  p_request jsonb,
  p_now timestamptz
)
returns outlier.campaigns
language plpgsql
stable
set search_path = ''
as $$
declare
  v_campaign outlier.campaigns := p_campaign;
  v_number bigint;
begin
  if pg_catalog.jsonb_typeof(p_request) is distinct from 'object' then
    raise exception using errcode = 'OT010', message = 'the request must be a JSON object';
  end if;
  if p_request ? 'title' then
    v_campaign.title := outlier.request_text(p_request, 'title', 200);
  end if;
  if p_request ? 'firstMessage' then
    v_campaign.first_message := outlier.request_text(p_request, 'firstMessage', 1600);
    v_campaign.original_first_message := v_campaign.first_message;
  end if;
  if p_request ? 'secondMessage' then
    v_campaign.second_message := outlier.request_text(p_request, 'secondMessage', 1600);
    v_campaign.original_second_message := v_campaign.second_message;
  end if;

  v_number := outlier.request_integer(p_request, 'delay');
  if v_number < 1 or v_number > 2592000 then
    raise exception using
      errcode = 'OT010',
      message = pg_catalog.format('delay must be at least 1 and at most 2592000 seconds (30 days), not %s', v_number);
  end if;
  v_campaign.delay := coalesce(v_number, v_campaign.delay);

  v_number := outlier.request_integer(p_request, 'runAt');
  if v_number is not null then
    if v_number > extract(epoch from p_now + interval '10 years') then
      raise exception using
        errcode = 'OT010',
        message = 'runAt is more than ten years ahead',
        hint = 'Give the time in unix seconds, not milliseconds.';
    end if;
    v_campaign.run_at := pg_catalog.to_timestamp(v_number);
  end if;
  if v_campaign.run_at is null then
    raise exception using
      errcode = 'OT010',
      message = 'runAt is missing: give the time at which to send the campaign, in unix seconds';
  end if;
  if (v_number is not null or p_campaign.state = 'missed') and v_campaign.run_at <= p_now then
    raise exception using
      errcode = 'OT010',
      message = pg_catalog.format('runAt must be in the future: it is %s, and now it is %s',
        pg_catalog.floor(extract(epoch from v_campaign.run_at))::bigint,
        pg_catalog.floor(extract(epoch from p_now))::bigint),
      hint = 'Give the time in unix seconds.';
  end if;

  if p_request ? 'campaignLabelName' then
    v_campaign.label_name := pg_catalog.btrim(outlier.request_text(p_request, 'campaignLabelName', 100));
    if v_campaign.label_name ~ '/' then
      raise exception using
        errcode = 'OT010',
        message = 'campaignLabelName must not contain "/": Missive reads it as a parent label and a child label';
    end if;
    if p_campaign.id is not null and outlier.fold_case(v_campaign.label_name)
      is distinct from outlier.fold_case(p_campaign.label_name) then
      raise exception using
        errcode = 'OT010',
        message = 'campaignLabelName cannot be changed: delete the campaign and create it again';
    end if;
    -- Keep the first spelling of the label's name.
    v_campaign.label_name := coalesce(p_campaign.label_name, v_campaign.label_name);
  end if;

  select r.p_priority, r.p_send_within, r.p_exempt_reason
  into v_campaign.priority, v_campaign.send_within, v_campaign.exempt_reason
  from outlier.rules_from_request(
    p_request, v_campaign.priority, v_campaign.send_within, v_campaign.exempt_reason
  ) as r;

  if p_request -> 'segments' <> 'null' then
    perform outlier.check_segments(p_request -> 'segments');
    v_campaign.segments := p_request -> 'segments';
    v_campaign.has_file := false;
    v_campaign.is_personalized := false;
  end if;
  return v_campaign;
end;
$$;
comment on function outlier.campaign_from_request(outlier.campaigns, jsonb, timestamptz) is
  'Returns a campaign with the fields of a request of the HTTP API applied to it. OT010: a field is not accepted.';
