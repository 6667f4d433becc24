create or replace function api.change_settings(p_request jsonb, p_now timestamptz default now())
returns jsonb
language plpgsql
volatile
security definer
set search_path = ''
as $$
declare
  v_fields constant text[] := array[
    'sendingPhoneNumber', 'timeZone', 'replyLabel', 'archiveLabel', 'campaignParentLabel', 'csvCampaignsLabel',
    'closingLabel', 'maxTextsPerDay', 'maxBatchesPerWeek', 'urgentReserve', 'approvalThreshold', 'approvalDrift',
    'pricePerPart', 'testNumbers', 'twilioAnswersKeywords', 'contactHours', 'templates'
  ];
  v_stranger text;
  v_old outlier.settings;
  v_new outlier.settings;
  v_text text;
begin
  perform outlier.require_sender('changing settings');
  if pg_catalog.jsonb_typeof(p_request) is distinct from 'object' then
    raise exception using errcode = 'OT010', message = 'the request must be a JSON object';
  end if;
  select pg_catalog.min(k.name) into v_stranger
  from pg_catalog.jsonb_object_keys(p_request) as k (name)
  where k.name <> all (v_fields);
  if v_stranger is not null then
    raise exception using
      errcode = 'OT010',
      message = pg_catalog.format(
        'the setting "%s" does not exist, or cannot be changed here', outlier.mask_value(v_stranger)
      ),
      hint = 'The settings are ' || pg_catalog.array_to_string(v_fields, ', ') || '.';
  end if;
  -- A change of contact hours or of the time zone has waiting messages checked again. A change of contact hours locks
  -- contact_hours before the messages, so this function locks contact_hours first too.
  if p_request ? 'contactHours' then
    lock table outlier.contact_hours in share row exclusive mode;
  end if;
  select s.* into v_old from outlier.settings as s for update;
  v_new := v_old;
  if p_request ? 'sendingPhoneNumber' then
    v_text := outlier.request_text(p_request, 'sendingPhoneNumber', 100);
    v_new.sending_phone_number := case when v_text is not null then outlier.require_phone_number(v_text) end;
  end if;
  if p_request ? 'timeZone' then
    v_text := pg_catalog.btrim(outlier.request_text(p_request, 'timeZone', 100));
    select n.name into v_new.time_zone
    from pg_catalog.pg_timezone_names as n
    where pg_catalog.lower(n.name collate "C") = pg_catalog.lower(v_text collate "C")
    limit 1;
    if not found then
      raise exception using
        errcode = 'OT010',
        message = pg_catalog.format(
          'timeZone cannot be "%s": no time zone has this name', outlier.mask_value(coalesce(v_text, 'null'))
        ),
        hint = 'Give a name such as America/Detroit.';
    end if;
  end if;
  if p_request ? 'replyLabel' then
    v_new.reply_label_id := outlier.request_label(p_request, 'replyLabel');
  end if;
  if p_request ? 'archiveLabel' then
    v_new.archive_label_id := outlier.request_label(p_request, 'archiveLabel');
  end if;
  if p_request ? 'campaignParentLabel' then
    v_new.campaign_parent_label_id := outlier.request_label(p_request, 'campaignParentLabel');
  end if;
  if p_request ? 'csvCampaignsLabel' then
    v_new.csv_campaigns_label_id := outlier.request_label(p_request, 'csvCampaignsLabel');
  end if;
  v_new.max_texts_per_day := outlier.request_amount(
    p_request, 'maxTextsPerDay', 1, 1000, v_old.max_texts_per_day, true
  );
  v_new.max_batches_per_week := outlier.request_amount(
    p_request, 'maxBatchesPerWeek', 1, 1000, v_old.max_batches_per_week, true
  );
  v_new.urgent_reserve := outlier.request_amount(p_request, 'urgentReserve', 0, 90, v_old.urgent_reserve);
  v_new.approval_threshold := outlier.request_amount(
    p_request, 'approvalThreshold', 0, 10000000, v_old.approval_threshold, true
  );
  v_new.approval_drift := outlier.request_amount(p_request, 'approvalDrift', 0, 1000, v_old.approval_drift);
  if p_request ? 'pricePerPart' then
    v_text := nullif(pg_catalog.btrim(p_request ->> 'pricePerPart'), '');
    if v_text !~ E'^[0-9]{1,4}(\\.[0-9]{1,6})?$' or v_text::numeric > 1000 then
      raise exception using
        errcode = 'OT010',
        message = pg_catalog.format(
          'pricePerPart must be a number from 0 to 1000, with at most six decimals, not "%s"',
          outlier.mask_value(v_text)
        );
    end if;
    v_new.price_per_part := v_text::numeric;
  end if;
  if p_request ? 'testNumbers' then
    if pg_catalog.jsonb_typeof(p_request -> 'testNumbers') <> 'array'
      or pg_catalog.jsonb_array_length(p_request -> 'testNumbers') > 50
    then
      raise exception using errcode = 'OT010', message = 'testNumbers must be a list of at most 50 phone numbers';
    end if;
    v_new.test_numbers := array(
      select outlier.require_phone_number(n.number)
      from pg_catalog.jsonb_array_elements_text(p_request -> 'testNumbers') with ordinality as n (number, place)
      order by n.place
    );
  end if;
  if p_request ? 'twilioAnswersKeywords' then
    if pg_catalog.jsonb_typeof(p_request -> 'twilioAnswersKeywords') <> 'boolean' then
      raise exception using errcode = 'OT010', message = 'twilioAnswersKeywords must be true or false';
    end if;
    v_new.twilio_answers_keywords := (p_request -> 'twilioAnswersKeywords')::boolean;
  end if;

  if v_new is distinct from v_old then
    update outlier.settings as s
    set
      sending_phone_number = v_new.sending_phone_number,
      time_zone = v_new.time_zone,
      reply_label_id = v_new.reply_label_id,
      archive_label_id = v_new.archive_label_id,
      campaign_parent_label_id = v_new.campaign_parent_label_id,
      csv_campaigns_label_id = v_new.csv_campaigns_label_id,
      max_texts_per_day = v_new.max_texts_per_day,
      max_batches_per_week = v_new.max_batches_per_week,
      urgent_reserve = v_new.urgent_reserve,
      approval_threshold = v_new.approval_threshold,
      approval_drift = v_new.approval_drift,
      price_per_part = v_new.price_per_part,
      test_numbers = v_new.test_numbers,
      twilio_answers_keywords = v_new.twilio_answers_keywords,
      updated_at = p_now;
  end if;
  if p_request ? 'closingLabel' then
    update outlier.lookup_templates as t
    set content = coalesce(outlier.request_label(p_request, 'closingLabel')::text, ''), updated_at = p_now
    where t.name = 'missive_broadcast_post_closing_label_id';
  end if;
  if p_request ? 'templates' then
    perform outlier.change_templates(p_request -> 'templates', p_now);
  end if;
  if p_request ? 'contactHours' then
    perform outlier.change_contact_hours(p_request -> 'contactHours', p_now);
  end if;
  return outlier.settings_json();
end;
$$;
comment on function api.change_settings(jsonb, timestamptz) is
  'Changes settings, texts and contact hours, and returns all of them. Settings that are left out stay. Labels are '
  'given by name or id. OT010: a value is not accepted. OT013: changing settings requires the role sender.';
grant execute on function api.change_settings(jsonb, timestamptz) to outlier_executor;
