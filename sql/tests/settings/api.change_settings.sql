-- The settings that the team can read and change.
-- Shows: GET-/settings, PATCH-/settings, api.change_settings, api.show_settings
begin;
select plan(52);
select test.settings();
select test.label('Water');
select test.label('Archive');
insert into outlier.labels (id, name, name_with_parent_names)
values (md5('a')::uuid, 'Spring', 'Campaigns/Spring'), (md5('b')::uuid, 'Spring', 'Old/Spring');
select set_config('outlier.actor', 'token Avery', true);
select set_config('outlier.role', 'sender', true);
create function pg_temp.change(p_request jsonb) returns jsonb language sql as $$
  select api.change_settings(p_request, test.monday())
$$;
create function pg_temp.refused(p_request text, p_message text default null) returns text language sql as $$
  select throws_ok(format('select pg_temp.change(%L)', p_request), 'OT010', p_message, 'refused: ' || p_request)
$$;
select is(
  (select array_agg(k order by k) from jsonb_object_keys(api.show_settings()) as k),
  array[
    'approvalDrift', 'approvalThreshold', 'archiveLabel', 'campaignParentLabel', 'closingLabel', 'contactHours',
    'csvCampaignsLabel', 'maxBatchesPerWeek', 'maxTextsPerDay', 'pricePerPart', 'replyLabel', 'sendingPhoneNumber',
    'templates', 'testNumbers', 'timeZone', 'twilioAnswersKeywords', 'urgentReserve'
  ],
  'under exactly these names'
);
select is(pg_temp.change('{}'), api.show_settings(), 'nothing given, nothing changed');
select is((select count(*) from outlier.audit_log where actor = 'token Avery'), 0::bigint, 'nor recorded');

-- The row.
select is(
  pg_temp.change('{"sendingPhoneNumber": "(313) 555-0142"}') ->> 'sendingPhoneNumber', '+13135550142',
  'a number in any form'
);
select is(
  (select array_agg(actor || ' ' || (before ->> 'sending_phone_number') || ' ' || (after ->> 'sending_phone_number'))
  from outlier.audit_log where kind = 'settings' and actor = 'token Avery'),
  array['token Avery +13135550100 +13135550142'], 'who changed it is on record'
);
select is(pg_temp.change('{"timeZone": "america/chicago"}') ->> 'timeZone', 'America/Chicago', 'a zone in any case');
select is(
  pg_temp.change('{"maxTextsPerDay": 5, "maxBatchesPerWeek": "2", "urgentReserve": 0}') ->> 'maxTextsPerDay', '5', 'caps'
);
select is(api.show_settings() ->> 'maxBatchesPerWeek', '2', 'a number of a form comes as text');
select is(pg_temp.change('{"maxTextsPerDay": null}') ->> 'maxTextsPerDay', null, 'null lifts a cap');
select is(api.show_settings() ->> 'maxBatchesPerWeek', '2', 'what is not given stays');
select is(pg_temp.change('{"approvalThreshold": 1000}') ->> 'approvalThreshold', '1000', 'a threshold');
select is(pg_temp.change('{"approvalDrift": 5}') ->> 'approvalDrift', '5', 'a drift');
select is(pg_temp.change('{"pricePerPart": 0.0079}') ->> 'pricePerPart', '0.007900', 'a price');
select is(pg_temp.change('{"pricePerPart": ""}') ->> 'pricePerPart', null, 'none');
select is(
  pg_temp.change('{"testNumbers": ["313-555-0143", "+13135550144"]}') -> 'testNumbers',
  '["+13135550143", "+13135550144"]', 'test numbers'
);
select is(
  (
    select after ->> 'test_numbers' from outlier.audit_log where kind = 'settings' and after ? 'test_numbers'
  ),
  '["…0143", "…0144"]', 'which stand masked in the log'
);
select is(pg_temp.change('{"twilioAnswersKeywords": false}') ->> 'twilioAnswersKeywords', 'false', 'a switch');

-- Labels.
select is(
  pg_temp.change('{"replyLabel": " water "}') -> 'replyLabel',
  jsonb_build_object('id', md5('label Water')::uuid, 'name', 'Water'), 'a label by its name'
);
select is(
  pg_temp.change('{"campaignParentLabel": "campaigns/spring"}') #>> '{campaignParentLabel,name}', 'Campaigns/Spring',
  'by its name and those of its parents'
);
select is(
  pg_temp.change(jsonb_build_object('archiveLabel', md5('label Archive')::uuid)) #>> '{archiveLabel,name}', 'Archive',
  'by its id'
);
select is(
  pg_temp.change('{"csvCampaignsLabel": "Archive"}') #>> '{csvCampaignsLabel,name}', 'Archive', 'of file campaigns too'
);
select is(pg_temp.change('{"replyLabel": null}') -> 'replyLabel', 'null', 'none');
select is(
  pg_temp.change('{"closingLabel": "Archive"}') #>> '{closingLabel,name}', 'Archive', 'that of a template'
);
select is(
  (select content from outlier.lookup_templates where name = 'missive_broadcast_post_closing_label_id'),
  md5('label Archive')::uuid::text, 'which holds its id'
);
select pg_temp.refused('{"replyLabel": "Sprung"}', 'replyLabel: Missive has no label with the name "Sprung"');
select pg_temp.refused('{"replyLabel": "Spring"}', 'replyLabel: Missive has 2 labels with the name "Spring"');

-- Texts.
select is(
  (
    select t ->> 'content'
    from jsonb_array_elements(pg_temp.change('{"templates": {"help_message": "We are here."}}') -> 'templates') as t
    where t ->> 'name' = 'help_message'
  ),
  'We are here.', 'a text'
);
select is(
  (select actor from outlier.audit_log where kind = 'template' and object_id = 'help_message'), 'token Avery',
  'which is on record'
);
select pg_temp.refused('{"templates": {"help": "x"}}', 'templates has no text "help"');
select pg_temp.refused('{"templates": {"missive_broadcast_post_closing_label_id": "x"}}');
select pg_temp.refused('{"templates": []}');

-- Contact hours.
create function pg_temp.hours(p_state text, p_weekday integer) returns text language sql as $$
  select concat_ws(' ', h.opens::text, h.closes::text, h.source, h.checked_on)
  from outlier.contact_hours as h
  where h.state is not distinct from p_state and h.weekday = p_weekday
$$;
select pg_temp.change('{"contactHours": [{"state": null, "weekday": 1, "opens": "8:30", "closes": "24:00"}]}');
select is(pg_temp.hours(null, 1), '08:30:00 24:00:00 set by Avery 2026-03-02', 'the default of a weekday');
select is(
  (api.show_settings() #> '{contactHours,0}') - 'source',
  '{"state": null, "stateName": null, "weekday": 1, "opens": "08:30", "closes": "24:00", "checkedOn": "2026-03-02"}',
  'as it is shown'
);
select matches(pg_temp.hours(null, 2), '^00:00:00 24:00:00', 'other rows stay');
select pg_temp.change(
  '{"contactHours": [{"state": "mi", "weekday": 7, "opens": "13:00", "closes": "18:00", "source": "Our own rule"}]}'
);
select is(pg_temp.hours('MI', 7), '13:00:00 18:00:00 Our own rule 2026-03-02', 'a state narrows');
select pg_temp.change('{"contactHours": [{"state": "MI", "weekday": 7, "opens": null, "closes": null}]}');
select is(pg_temp.hours('MI', 7), null, 'and no more');
select is(
  (select count(*) from outlier.audit_log where kind = 'contact_hours' and actor = 'token Avery'), 3::bigint,
  'each of that is on record'
);
select pg_temp.change('{"contactHours": [{"weekday": 1, "opens": "08:30", "closes": "24:00"}]}');
select is(
  (select count(*) from outlier.audit_log where kind = 'contact_hours' and actor = 'token Avery'), 3::bigint,
  'the same again is no change'
);
select pg_temp.refused('{"contactHours": [{"weekday": 8, "opens": "08:30", "closes": "24:00"}]}');
select pg_temp.refused('{"contactHours": [{"weekday": 1, "opens": "20:00", "closes": "08:00"}]}');
select pg_temp.refused('{"contactHours": [{"weekday": 1, "opens": "noon", "closes": "24:00"}]}');
select pg_temp.refused('{"contactHours": [{"weekday": 1, "opens": "08:00"}]}');
select pg_temp.refused('{"contactHours": [{"state": "XX", "weekday": 1}]}', 'the state "XX" of contactHours does not exist');

-- Invalid values, and roles without the right.
select pg_temp.refused('{"lease": "1 hour"}', 'the setting "lease" does not exist, or cannot be changed here');
select pg_temp.refused('{"timeZone": "Detroit"}');
select pg_temp.refused('{"maxTextsPerDay": 0}', 'maxTextsPerDay must be a whole number from 1 to 1000, not 0');
select pg_temp.refused('{"urgentReserve": null}');
select pg_temp.refused('{"pricePerPart": "a dime"}');
select pg_temp.refused('{"testNumbers": ["555-0100"]}', 'this is not a phone number');
select pg_temp.refused('{"twilioAnswersKeywords": "yes"}');
select set_config('outlier.role', 'editor', true);
select throws_ok($$select pg_temp.change('{"approvalThreshold": null}')$$, 'OT013', null, 'an editor changes none');
select is(api.show_settings() ->> 'approvalThreshold', '1000', 'but reads them');
select * from finish();
rollback;
