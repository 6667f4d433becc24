-- Shows: never-ran, sent-as-failed, GET-/campaigns, api.list_campaigns
begin;
select plan(33);
select test.settings();
select is(
  api.list_campaigns(),
  '{"upcoming": [], "past": {"items": [], "pagination": {"totalItems": 0, "page": 1, "pageSize": 20, "totalPages": '
  '0}}}',
  'no campaigns'
);
select test.let('label', to_jsonb(test.label('Water')));
select test.give_label((test.get('label') #>> '{}')::uuid, 0, 3);
create function pg_temp.segments() returns jsonb language sql as $$
  select test.segments((test.get('label') #>> '{}')::uuid)
$$;
create function pg_temp.ids(p_list jsonb) returns bigint[] language sql as $$
  select array_agg((c ->> 'id')::bigint) from jsonb_array_elements(p_list) as c
$$;
select test.let('late', to_jsonb(test.scheduled_campaign(pg_temp.segments(), test.monday('2 days'))));
select test.let('early', to_jsonb(test.scheduled_campaign(pg_temp.segments(), test.monday('1 day'))));
select test.let('first', to_jsonb(test.scheduled_campaign(pg_temp.segments(), test.monday(), 'And?')));
select test.let('second', to_jsonb(test.scheduled_campaign(pg_temp.segments(), test.monday('1 minute'))));
select outlier.check_and_run_campaigns(test.monday());
select test.send_all(test.monday());
select outlier.check_and_run_campaigns(test.monday('1 minute'));
select is(
  pg_temp.ids(api.list_campaigns() -> 'upcoming'),
  array[test.get('early')::bigint, test.get('late')::bigint],
  'upcoming ones, the next first'
);
select is(
  pg_temp.ids(api.list_campaigns() #> '{past,items}'),
  array[test.get('second')::bigint, test.get('first')::bigint],
  'past ones, the newest first'
);
select is(
  (select array_agg(k order by k) from jsonb_object_keys(api.list_campaigns() #> '{upcoming,0}') as k),
  '{approval,delay,error,exemptReason,firstMessage,forecast,id,labelIds,priority,progress,recipientCount,runAt,secondMessage,segments,sendWithin,state,title}',
  'an upcoming one under exactly these names'
);
select is(
  (select array_agg(k order by k) from jsonb_object_keys(api.list_campaigns() #> '{past,items,0}') as k),
  '{approval,delay,error,exemptReason,failedDeliveries,firstMessage,firstMessageCount,forecast,id,labelIds,priority,progress,recipientCount,runAt,secondMessage,secondMessageCount,segments,sendWithin,state,title,totalReplies,unsubscribes}',
  'a past one with its counts'
);
select is((api.list_campaigns() #>> '{past,items,1,firstMessageCount}')::integer, 3, 'what was sent');
select is(
  api.list_campaigns(p_now => test.monday()) #> '{past,items,1,progress}',
  jsonb_build_object(
    'people',
    3,
    'sent',
    3,
    'waiting',
    0,
    'waitingForContactHours',
    0,
    'sending',
    0,
    'unknown',
    0,
    'leftOut',
    0,
    'followUpsSent',
    0,
    'followUpsWaiting',
    3,
    'expectedEnd',
    extract(epoch from test.monday('10 minutes 1 second'))::bigint
  ),
  'how it stands, and when it will be through'
);
select is(api.list_campaigns() #> '{upcoming,0,progress}', 'null', 'before it runs there is nothing to tell');

-- Answers and failures.
update outlier.message_statuses
set twilio_sent_status = case recipient_phone_number
  when test.number(0) then 'failed'
  when test.number(1) then 'undelivered'
  else 'sent'
end;
insert into outlier.twilio_messages (id, is_reply, reply_to_campaign)
values (md5('reply')::uuid, true, test.get('first')::bigint), (md5('stop')::uuid, false, null);
insert into outlier.unsubscribed_messages (twilio_message_id, campaign_id)
values (md5('stop')::uuid, test.get('first')::bigint);
select is(
  (
    api.list_campaigns() #> '{past,items,1}'
  ) - '{id,title,firstMessage,secondMessage,segments,delay,recipientCount,labelIds,runAt,state,error,progress,priority,sendWithin,exemptReason,approval,forecast}'::text[],
  '{"firstMessageCount": 3, "secondMessageCount": 0, "failedDeliveries": 2, "unsubscribes": 1, "totalReplies": 1}',
  'failed and undelivered ones count as failed, sent ones do not'
);

-- Campaigns that were missed or cancelled.
select test.let('missed', to_jsonb(test.scheduled_campaign(pg_temp.segments(), test.monday('-1 hour'))));
select outlier.check_and_run_campaigns(test.monday('2 minutes'));
select is(pg_temp.ids(api.list_campaigns() -> 'upcoming'), array[
  test.get('missed')::bigint, test.get('early')::bigint, test.get('late')::bigint
],
  'a campaign that never ran is not shown as sent with zeros: it waits for a new time');
select matches(api.list_campaigns() #>> '{upcoming,0,error}', 'was not sent', 'and says so');
select outlier.cancel_batch(test.get('late')::bigint);
select is(
  pg_temp.ids(api.list_campaigns() -> 'upcoming'),
  array[test.get('missed')::bigint, test.get('early')::bigint],
  'one that was cancelled before it ran is gone from here'
);
select is(
  pg_temp.ids(api.list_campaigns() #> '{past,items}'),
  array[test.get('late')::bigint, test.get('second')::bigint, test.get('first')::bigint],
  'and among the past ones, as of its cancelling'
);
select is(
  (api.list_campaigns() #> '{past,items,0}') ->> 'state' || ' '
    || (api.list_campaigns() #>> '{past,items,0,firstMessageCount}'),
  'cancelled 0', 'where it says that nothing was sent'
);
select is(api.list_campaigns() #>> '{past,pagination,totalItems}', '3', 'and counts');
select outlier.cancel_batch(test.get('second')::bigint);
select is(api.list_campaigns() #>> '{past,items,1,state}', 'cancelled', 'one that was cancelled while it ran is');
select is(api.list_campaigns() #>> '{past,items,1,progress,expectedEnd}', null, 'with no end to expect');

-- Pages.
select is(
  pg_temp.ids(api.list_campaigns('1', '1') #> '{past,items}'), array[test.get('late')::bigint], 'the first page'
);
select is(pg_temp.ids(api.list_campaigns('2', '1') #> '{past,items}'), array[test.get('second')::bigint], 'the second');
select is(api.list_campaigns('4', '1') #> '{past,items}', '[]', 'beyond the last there is nothing');
select is(
  api.list_campaigns('2', '1') #> '{past,pagination}', '{"totalItems": 3, "page": 2, "pageSize": 1, "totalPages": 3}',
  'which page of how many'
);
select is(api.list_campaigns('', '') #> '{past,pagination,pageSize}', '20', 'nothing given is the default');
select throws_ok($$select api.list_campaigns('0')$$, 'OT010', null, 'pages begin with 1');
select throws_ok($$select api.list_campaigns('x')$$, 'OT010', null, 'and are numbers');
select throws_ok($$select api.list_campaigns('1', '101')$$, 'OT010', null, 'of a hundred at most');
select throws_ok($$select api.list_campaigns('1', '-1')$$, 'OT010', null, 'and one at least');
select results_eq(
  $$
    select people, left_out, first_waiting, first_sent, opt_outs, expected_end
    from outlier.campaign_progress
    where id = test.get('second')::bigint
  $$,
  $$values (3::bigint, 3::bigint, 0::bigint, 0::bigint, 0::bigint, null::timestamptz)$$,
  'the view that administrators read says the same'
);
select results_eq($$
  select count(*) from outlier.campaign_progress
$$, $$select count(*) from outlier.campaigns$$, 'of all campaigns');

-- Search.
update outlier.campaigns set title = '100%_sure' where id = test.get('late')::bigint;
select is(
  pg_temp.ids(api.list_campaigns(p_search => ' 100%_SURE ') #> '{past,items}'), array[test.get('late')::bigint],
  'words of a title, in any case, with signs that mean something else to a pattern'
);
select is(api.list_campaigns(p_search => '100xx') #> '{past,items}', '[]', 'which stand for themselves');
select is(api.list_campaigns(p_search => '100%') #>> '{past,pagination,totalItems}', '1', 'only those are counted');
select ok(
  jsonb_array_length(api.list_campaigns(p_search => 'water clear') #> '{past,items}') > 0, 'words of a text count too'
);
select is(api.list_campaigns(p_search => ' '), api.list_campaigns(), 'a blank search is none');
select * from finish();
rollback;
