-- A row that cannot be processed is set aside with an incident that names it. All other rows are processed.
-- Shows: bad-row
begin;
select plan(31);
select test.settings();
select test.let('broadcast', to_jsonb(test.sending(3)));
select test.let('water', to_jsonb(test.label('Water')));
select test.give_label((test.get('water') #>> '{}')::uuid, 10, 2);
select test.let('campaign', to_jsonb(test.scheduled_campaign(test.segments((test.get('water') #>> '{}')::uuid))));
select outlier.queue_campaign_messages(test.get('campaign')::bigint, test.monday());
update outlier.quotas set max_concurrent = null;
-- With the trigger disabled, the test writes a value that an administrator's statement cannot write.
alter table outlier.batches disable trigger user;
update outlier.campaigns
set segments = segments || '{"excluded": {"id": "no label"}}'
where id = test.get('campaign')::bigint;
alter table outlier.batches enable trigger user;
create function pg_temp.bad() returns setof outlier.queued_messages language sql as $$
  select q.* from outlier.queued_messages as q where q.campaign_id = test.get('campaign')::bigint order by q.id
$$;
savepoint ready;

-- A bad row in a claim.
select is(
  test.claimed(test.claim()),
  array(select test.number(i) from generate_series(0, 2) as i),
  'two messages that cannot be handled stop nobody else''s'
);
select results_eq(
  'select state, failures, due_at from pg_temp.bad()',
  $$values ('waiting', 1, test.monday('3 minutes')), ('waiting', 1, test.monday('3 minutes'))$$,
  'they wait, and that counts as a failure'
);
select is(
  (select count(*) from outlier.problems where kind = 'message_set_aside'), 2::bigint, 'an incident names each of them'
);
select matches(
  (select min(message) from outlier.problems where kind = 'message_set_aside'),
  format('^message %s of first_messages was set aside: .*22P02', (select min(id) from pg_temp.bad())),
  'with the error'
);
select ok(
  (select bool_and(batch_id = test.get('campaign')::bigint) from outlier.incidents where kind = 'message_set_aside'),
  'and its campaign'
);
select ok(not exists (select from outlier.incidents where message ~ '55501'), 'but no number');
select is(test.claimed(test.claim(test.monday('3 minutes'))), '{}', 'they are tried again');
select test.claim(test.monday('6 minutes'));
select is((select count(*) from pg_temp.bad()), 0::bigint, 'the third failure is the last');
select is(
  (select count(*) from outlier.dead_letters where batch_id = test.get('campaign')::bigint),
  2::bigint,
  'and they are on record as dead letters'
);
select is(
  (select array_agg(distinct reason) from outlier.recipients where campaign_id = test.get('campaign')::bigint),
  '{gave_up}',
  'with the reason'
);
rollback to savepoint ready;
update outlier.queued_messages set due_at = test.monday('-1 hour') where campaign_id = test.get('campaign')::bigint;
select is(
  test.claimed(test.claim(p_limit => 2)),
  array(select test.number(i) from generate_series(0, 1) as i),
  'where they are due first, the claim still fills'
);
rollback to savepoint ready;

-- A bad row in an answer.
select outlier.post_to_conversation(md5('c')::uuid, 'x', 'of next year', 'x', p_now => test.monday());
select outlier.request_links(array['See https://example.org/a and https://example.org/b'], test.monday());
select test.let('claim', test.claim_requests());
select is(
  test.record_requests((
    select jsonb_agg(jsonb_build_object('id', r -> 'id', 'claimId', r -> 'claimId', 'status', 200, 'written', true,
      'body',
      case when r ->> 'kind' = 'shorten_link' then '{"shortLink": "https://dub.sh/x"}' else '{"posts": {"id": "made"}}' end))
    from jsonb_array_elements(test.get('claim') -> 'requests') as r
  )),
  3, 'of three answers one cannot be acted on'
);
select is((select count(*) from outlier.links where state = 'made'), 2::bigint, 'the others are');
select is((select state from outlier.requests), 'waiting', 'that one waits');
select is((select count(*) from outlier.problems where kind = 'request_failed'), 1::bigint, 'and an incident names it');
rollback to savepoint ready;
-- A request whose failure cannot be processed either.
insert into outlier.requests (kind, subject, payload, due_at)
values (
  'read_conversation', 'message:x', '{"conversation": "x", "message": "x", "isSecond": "perhaps"}', test.monday()
);
select test.answer(test.claim_requests(), '{"conversations": []}');
select results_eq(
  'select state, failures, due_at from outlier.requests',
  $$values ('waiting', 1, test.monday('3 minutes'))$$,
  'a request whose payload makes no sense waits'
);
select test.answer(
  test.claim_requests(test.monday('3 minutes')), '{"conversations": []}', 500, test.monday('3 minutes')
);
select test.claim_requests(test.monday('6 minutes'));
select is(
  jsonb_array_length(test.claim_requests(test.monday('9 minutes')) -> 'requests'),
  0,
  'when its executor dies, no claim fails'
);
select is((select count(*) from outlier.requests), 0::bigint, 'and after the third failure it is gone');
rollback to savepoint ready;

-- Answers with unexpected contents.
select outlier.request_links(array['See https://example.org/a'], test.monday());
select test.answer(test.claim_requests(), '{"shortLink": "https:///x"}');
select results_eq(
  'select state, short_url from outlier.links',
  $$values ('failed', null::text)$$,
  'an address without a host is no short link'
);
select is((select count(*) from outlier.requests), 0::bigint, 'and the request has come to its end');
select is((select count(*) from outlier.incidents), 0::bigint, 'without an incident: the original goes out');
rollback to savepoint ready;
select test.claim();
select test.record(test.claim(), test.monday('1 second'));
select outlier.reconcile(p_now => test.monday('1 hour'));
select test.twilio_says(
  test.page(
    null,
    test.logged('SM0', test.number(0), p_change => '{"date_created": "the 40th"}'),
    test.logged('SM1', test.number(1), p_change => '{"error_code": 99999999999}'),
    '"no message"',
    test.logged('SM2', test.number(2))
  )
);
select is(
  (select state from outlier.reconciliations), 'done', 'a page with messages that make no sense is read to its end'
)
where exists (select from outlier.reconciliations);
select is((select count(*) from outlier.incidents where kind = 'request_failed'), 0::bigint, 'and nothing of it fails');
rollback to savepoint ready;

-- A bad row in the results.
select test.let('claim', test.claim());
select is(
  test.record_messages(
    'first_messages',
    test.results(test.get('claim')) || '[{"id": null, "claimId": null}, {}, {"id": 9223372036854775807, "claimId": 1}]',
    test.monday()
  ),
  3, 'results about nothing are left out, and the others count'
);
rollback to savepoint ready;

-- A bad row in the maintenance.
select has_function(
  'outlier', 'run_maintenance_step', array['text', 'timestamptz'], 'each step of the maintenance can be called on its own'
);
select is(
  outlier.maintenance_steps(),
  array[
    'failovers', 'brakes', 'finish_sending', 'drop_cancelled', 'recheck', 'expire_leases', 'fold_tallies',
    'touch_authors', 'send_jobs',
    'requests', 'reviews', 'index_events', 'job_runs'
  ],
  'in their order'
);
select lives_ok(format('select outlier.run_maintenance_step(%L, test.monday())', step), 'the step ' || step)
from unnest(array['finish_sending', 'drop_cancelled', 'recheck']) as step;
select throws_ok($$select outlier.run_maintenance_step('no step', test.monday())$$, '20000', null, 'and no other');
select is(
  outlier.mask_error_message('invalid input syntax for type uuid: "Ada Lovelace, 313-555-0142"'),
  'invalid input syntax for type uuid: "…"',
  'an error is told without the value that caused it'
);
select * from finish();
rollback;
