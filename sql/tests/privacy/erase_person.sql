-- One person is erased. The statistics keep their counts, and Outlier remembers that the person must not be texted.
-- Shows: person
begin;
select plan(39);
select test.let('number', to_jsonb(test.well_known_person()));
create function pg_temp.pattern() returns text language sql as $$
  select '200[^0-9a-zA-Z]{0,3}555[^0-9a-zA-Z]{0,3}0101|dd03b859-7652-4619-ab6a-88edefd1460c|Lives in Ecorse|\mAda\M'
$$;
create function pg_temp.keep_sums() returns void language sql as $$
  select test.let('sums', (select jsonb_agg(to_jsonb(s)) from (
    select
      'broadcast', b.id, b.people, b.left_out, b.first_sent, b.second_sent, b.delivered, b.failed, b.unknown,
      b.replies, b.opt_outs
    from outlier.broadcast_stats as b
    union all
    -- A person who was chosen but dropped before sending moves to the skipped people, and still counts among all
    -- people.
    select
      'campaign', c.id, c.people, null, c.first_sent, c.second_sent, c.delivered, c.failed, c.unknown, c.replies,
      c.opt_outs
    from outlier.campaign_stats as c
    order by 1, 2
  ) as s))
$$;

-- The tables that mention the person before the erasure.
select results_eq(
  $$select t from test.naming(pg_temp.pattern()) as t order by t$$,
  $$values ('authors'), ('authors_labels'), ('campaign_file_recipients'), ('campaign_personalized_recipients'), ('comments'), ('consent_events'), ('consent_reviews'),
    ('conversations'),
    ('conversations_authors'),
    ('conversations_labels'),
    ('dead_letters'),
    ('direct_texts'),
    ('errors'),
    ('held_imports'), ('import_report'),
    ('incidents'),
    ('invoke_history'),
    ('late_touches'),
    ('message_statuses'),
    ('posts'), ('queued_messages'), ('recipients'), ('requests'), ('twilio_messages'),
    ('unrecorded_texts')$$,
  'every table that can name a person names this one'
);
select set_eq(
  $$select k from jsonb_object_keys(outlier.export_person('(200) 555-0101', test.monday('1 hour'))) as k$$,
  $$values ('phone_number'), ('exported_at'), ('authors'), ('authors_labels'), ('campaign_file_recipients'), ('campaign_personalized_recipients'), ('comments'), ('consent_events'), ('consent_reviews'),
    ('conversations'),
    ('dead_letters'),
    ('direct_texts'),
    ('errors'),
    ('held_imports'), ('import_report'),
    ('incidents'),
    ('invoke_history'),
    ('late_touches'),
    ('message_statuses'),
    ('posts'),
    ('queued_messages'),
    ('recipients'),
    ('requests'), ('twilio_messages'), ('unrecorded_texts'), ('unsubscribed_messages')$$,
  'and the export has all of them'
);
select is(
  outlier.export_person(test.number(1), test.monday()) #>> '{phone_number}',
  test.number(1),
  'under the number in one form'
);
select is(
  jsonb_array_length(outlier.export_person(test.number(1)) -> 'message_statuses'), 1, 'what others got is not in it'
);
select throws_ok($$select outlier.export_person('+12005550199')$$, 'OT009', null, 'nothing is kept about a stranger');
select throws_ok($$select outlier.export_person('Ada')$$, 'OT010', null, 'a name is no number');
select throws_ok($$select outlier.export_person(null)$$, 'OT010', null, 'nor is nothing');

-- Persons and numbers that cannot be erased.
savepoint before;
select throws_ok($$select outlier.erase_person('+12005550199')$$, 'OT009', null, 'a stranger cannot be erased');
select throws_ok($$select outlier.erase_person('Ada')$$, 'OT010', null, 'nor a name');
select throws_ok($$select outlier.erase_person('(313) 555-0100')$$, 'OT010', null, 'nor our own number');
update outlier.authors set unsubscribed = false where phone_number = test.number(1);
select test.let('claim', test.claim(test.monday('2 hours')));
select throws_ok($$
  select outlier.erase_person(test.number(1))
$$, 'OT011', null, 'a message that is being sent comes to its end first');
select ok(exists (select from outlier.authors where phone_number = test.number(1)), 'and nothing is erased');
select outlier.expire_leases(false, test.monday('3 hours'));
select throws_ok($$select outlier.erase_person(test.number(1))$$, 'OT011', null, 'so does one with an unknown outcome');
rollback to before;
select test.claim_requests(test.monday('21 minutes'));
select throws_ok($$select outlier.erase_person(test.number(1))$$, 'OT011', null, 'and a call about them');
rollback to before;

-- After the erasure.
select pg_temp.keep_sums();
select test.let(
  'kept', (select jsonb_build_array(count(*), count(*) filter (where reason is null)) from outlier.recipients)
);
select test.let('done', outlier.erase_person('200-555-0101', test.monday('1 hour')));
select is(
  test.get('done'),
  jsonb '{"authors": 1, "errors": 1, "posts": 1, "requests": 1, "comments": 2, "incidents": 2, "recipients": 3, "dead_letters": 1, "direct_texts": 1, "late_touches": 1, "held_imports": 1, "import_report": 1, "conversations": 2,
    "consent_events": 1, "consent_reviews": 1,
    "invoke_history": 6,
    "queued_messages": 1,
    "twilio_messages": 5,
    "message_statuses": 1,
    "unrecorded_texts": 1,
    "unsubscribed_messages": 1,
    "campaign_file_recipients": 2, "campaign_personalized_recipients": 1}',
  'the answer counts the rows of each table'
);
select is_empty($$select test.naming(pg_temp.pattern())$$, 'no column of any table names them any more');
select test.let('after', test.get('sums'));
select pg_temp.keep_sums();
select is(test.get('sums'), test.get('after'), 'the sums are what they were');
select is(
  (select count(*)::text from outlier.recipients), test.get('kept') ->> 0, 'nobody is missing from the recipients'
);
select is(
  (select count(distinct phone_number) from outlier.recipients where phone_number like 'erased:%'),
  1::bigint,
  'the person is one pseudonym'
);
select is(
  (select count(*) from outlier.recipients where reason = 'erased'),
  1::bigint,
  'what waited was dropped, and the record says why'
);
select is(
  (
    select count(*)
    from outlier.message_statuses
    where recipient_phone_number like 'erased:%'
      and message = ''
      and num_nonnulls(missive_id, missive_conversation_id, twilio_id) = 0
  ),
  1::bigint, 'a message that was sent is a row without a person, a text or an id'
);
select is(
  (select body from outlier.comments where id = md5('other')::uuid),
  'Her sister is …',
  'others'' words stay, without the number'
);
select is(
  (select preview from outlier.twilio_messages where from_phone_number = test.number(2)),
  'Ask my sister, …',
  'in messages too'
);
select is(
  (select count(*) from outlier.conversations_authors where conversation_id = test.conversation(3)),
  1::bigint,
  'who shares a conversation keeps it'
);
select is(
  (select count(*) from outlier.invoke_history where state = 'erased' and body = '{}'),
  6::bigint,
  'of webhooks it is known that they came'
);
select is(
  (api.replay_event((select min(id) from outlier.invoke_history where state = 'erased'))) ->> 'state',
  'erased',
  'nothing is acted on again'
);
select throws_ok($$
  select outlier.erase_person(test.number(1))
$$, 'OT009', null, 'a second time there is nothing to erase');
insert into outlier.reconciliations (since, started_at, updated_at)
values (test.monday('-7 days'), test.monday(), test.monday());
select outlier.request_missing_messages((select max(id) from outlier.reconciliations), test.monday('1 day'));
select is(
  (select count(*) from outlier.requests where kind = 'read_person' and payload ->> 'to' not like '+%'),
  0::bigint,
  'and Twilio is not asked about a pseudonym'
);
select outlier.recount();
select pg_temp.keep_sums();
select is(
  (select jsonb_agg(s - 'replies' - 'opt_outs') from jsonb_array_elements(test.get('sums')) as s),
  (select jsonb_agg(s - 'replies' - 'opt_outs') from jsonb_array_elements(test.get('after')) as s),
  'counting anew tells the same of people and messages'
);

-- A file that was uploaded before the erasure and is sent after it.
savepoint list;
insert into outlier.campaigns (title, first_message, run_at, has_file)
values ('List', 'Is it clear?', test.monday('1 day'), true);
select outlier.add_file_recipients(
  max(id), array[1, 2], array['2005550160', test.number(2)], array['2005550160', test.number(2)]
)
from outlier.campaigns;
select outlier.erase_person('2005550160', test.monday('2 hours'));
select is(
  outlier.queue_campaign_messages((select max(id) from outlier.campaigns), test.monday('1 day')),
  1,
  'a list goes on without whoever was erased from it'
);
select results_eq(
  $$
    select left(phone_number, 7), reason
    from outlier.recipients
    where campaign_id = (select max(id) from outlier.campaigns)
      and reason is not null
  $$,
  $$values ('erased:', 'invalid_number')$$, 'and its record says that somebody is missing'
);
rollback to list;

-- The person is added again.
savepoint erased;
insert into outlier.campaign_personalized_recipients (phone_number, message)
values ('2005550101', 'Welcome'), (test.number(2), 'Welcome');
select results_eq(
  $$select unsubscribed, exclude from outlier.authors where phone_number = test.number(1)$$, $$values (true, false)$$,
  'whoever had opted out has opted out, whatever brings them in'
);
select results_eq(
  $$
    select phone_number, reason
    from outlier.recipients
    where campaign_id = (select max(id) from outlier.campaigns)
    order by phone_number
  $$,
  $$values (test.number(1), 'unsubscribed'), (test.number(2), null)$$, 'is listed with the reason'
);
select is(
  (select count(*) from outlier.queued_messages where recipient_phone_number = test.number(1)),
  0::bigint,
  'is not even queued'
);
select is(
  (test.claimed(test.claim(test.monday('2 years'), 100)))::text[] @> array[test.number(1)], false, 'and is not texted'
);
select is((select count(*) from outlier.erased_people), 0::bigint, 'the hash has done its work');
select results_eq(
  $$select kind, actor from outlier.consent_events where phone_number = test.number(1)$$,
  $$values ('opt_out', 'erase_person')$$,
  'consent_events says where that comes from'
);
rollback to erased;
select test.writes(test.number(1), 'START', test.monday('1 day'));
select is(
  (select unsubscribed from outlier.authors where phone_number = test.number(1)),
  false,
  'who opts back in gets texts again'
);
rollback to erased;
update outlier.erased_people set unsubscribed = false, exclude = true;
insert into outlier.authors (phone_number) values (test.number(1)), (test.number(50));
select results_eq(
  $$
    select unsubscribed, exclude
    from outlier.authors
    where phone_number in (test.number(1), test.number(50))
    order by phone_number
  $$,
  $$values (false, true), (false, false)$$, 'who was excluded is excluded'
);
select * from finish();
rollback;
