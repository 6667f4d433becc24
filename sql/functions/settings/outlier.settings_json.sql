create or replace function outlier.settings_json()
returns jsonb
language sql
stable
set search_path = ''
as $$
  select pg_catalog.jsonb_build_object(
    'sendingPhoneNumber', s.sending_phone_number,
    'timeZone', s.time_zone,
    'replyLabel', outlier.label_json(s.reply_label_id),
    'archiveLabel', outlier.label_json(s.archive_label_id),
    'campaignParentLabel', outlier.label_json(s.campaign_parent_label_id),
    'csvCampaignsLabel', outlier.label_json(s.csv_campaigns_label_id),
    -- The id of the closing label is stored in a template.
    'closingLabel', (
      select outlier.label_json(t.content::uuid)
      from outlier.lookup_templates as t
      where t.name = 'missive_broadcast_post_closing_label_id'
        and outlier.is_uuid(t.content)
    ),
    'maxTextsPerDay', s.max_texts_per_day,
    'maxBatchesPerWeek', s.max_batches_per_week,
    'urgentReserve', s.urgent_reserve,
    'approvalThreshold', s.approval_threshold,
    'approvalDrift', s.approval_drift,
    'pricePerPart', s.price_per_part,
    'testNumbers', pg_catalog.to_jsonb(s.test_numbers),
    'twilioAnswersKeywords', s.twilio_answers_keywords,
    'contactHours', (
      select coalesce(
        pg_catalog.jsonb_agg(
          pg_catalog.jsonb_build_object(
            'state', h.state,
            'stateName', (select place.name from outlier.states as place where place.code = h.state),
            'weekday', h.weekday,
            'opens', pg_catalog.left(h.opens::text, 5),
            'closes', pg_catalog.left(h.closes::text, 5),
            'source', h.source,
            'checkedOn', h.checked_on
          )
          order by h.state nulls first, h.weekday
        ),
        '[]'
      )
      from outlier.contact_hours as h
    ),
    'templates', (
      select coalesce(
        pg_catalog.jsonb_agg(pg_catalog.jsonb_build_object('name', t.name, 'content', t.content) order by t.name), '[]'
      )
      from outlier.lookup_templates as t
      where t.name <> 'missive_broadcast_post_closing_label_id'
    )
  )
  from outlier.settings as s;
$$;
comment on function outlier.settings_json() is
  'Returns the settings that the team changes, for the HTTP API: labels by name, contact hours by state (null: '
  'everybody) and weekday (1 is Monday).';
