-- Shows: late-results
begin;
select plan(46);
select test.settings();
select test.let('conversation', to_jsonb(md5('conversation')::uuid));
create function pg_temp.post(
  p_subject text default 'a',
  p_text text default 'Opted out',
  p_at timestamptz default test.monday(),
  p_labels uuid[] default '{}',
  p_close boolean default false
)
returns boolean language sql as $$
  select outlier.post_to_conversation(
    (test.get('conversation') #>> '{}')::uuid,
    p_text,
    'note',
    p_subject,
    p_labels,
    p_close,
    '{"who": "Avery"}',
    p_now => p_at
  )
$$;
-- Claims all due requests and gives each the same answer.
create function pg_temp.answer(
  p_answer jsonb, p_at timestamptz default test.monday()
) returns text language plpgsql as $$
declare
  v_claim jsonb := api.claim_requests('worker', 10, p_at);
begin
  perform test.record_requests(
    (
      select jsonb_agg((r || jsonb '{"written": true}' || p_answer) - 'payload' - 'kind')
      from jsonb_array_elements(v_claim -> 'requests') as r
    ),
    p_at
  );
  return (select string_agg(r ->> 'kind', ',') from jsonb_array_elements(v_claim -> 'requests') as r);
end;
$$;
create function pg_temp.made(p_id text default 'made') returns jsonb language sql as $$
  select jsonb_build_object(
    'status',
    201,
    'body',
    jsonb_build_object(
      'posts', jsonb_build_object('id', md5(p_id)::uuid, 'conversation', test.get('conversation'))
    )::text
  )
$$;
create function pg_temp.list(p_posts jsonb) returns jsonb language sql as $$
  select jsonb_build_object('status', 200, 'body', jsonb_build_object('posts', p_posts)::text)
$$;
create function pg_temp.listed(
  p_id text, p_text text default 'Opted out', p_at timestamptz default test.monday()
) returns jsonb language sql as $$
  select jsonb_build_object('id', md5(p_id)::uuid, 'text', p_text, 'created_at', extract(epoch from p_at)::bigint)
$$;
savepoint ready;

-- The request for a post.
select ok(pg_temp.post(), 'a post is queued');
select ok(not pg_temp.post(), 'once for its subject');
select ok(pg_temp.post('b'), 'another subject is another post');
select is((select count(*) from outlier.requests where kind = 'create_post'), 2::bigint, 'each as a request');
select results_eq(
  $$
    select
      payload ->> 'text', payload -> 'notification', payload -> 'close', payload ? 'addSharedLabels',
      payload ? 'organization', payload #>> '{details,who}'
    from outlier.requests
    where subject = 'post:a'
  $$,
  $$values ('Opted out', jsonb '{"title": "Outlier", "body": "Opted out"}', jsonb 'false', false, false, 'Avery')$$,
  'with the facts that the call needs'
);
select pg_temp.post('c', p_labels => array[md5('label')::uuid], p_close => true);
select results_eq(
  $$
    select payload -> 'addSharedLabels', payload ->> 'organization', payload -> 'close'
    from outlier.requests
    where subject = 'post:c'
  $$,
  $$values (jsonb_build_array(md5('label')::uuid), '16ead38e-0348-4564-9b8a-5085be988669', jsonb 'true')$$,
  'labels come with the organization that they need'
);
update outlier.settings set organization_id = null;
select throws_ok($$
  select pg_temp.post('d', p_labels => array[md5('label')::uuid])
$$, 'OT001', null, 'without an organization, labels are refused');
select ok(not outlier.post_to_conversation(null, 'x', 'note', 'e'), 'who has no conversation gets no post');
rollback to savepoint ready;

-- Missive accepts the post.
select pg_temp.post();
select is(pg_temp.answer(pg_temp.made()), 'create_post', 'it is posted');
select results_eq(
  'select subject, text, purpose, missive_id, posted_at from outlier.posts',
  $$values ('post:a', 'Opted out', 'note', md5('made')::uuid, test.monday())$$,
  'what was posted is on record'
);
select is((select count(*) from outlier.requests), 0::bigint, 'the request is gone');
select ok(not pg_temp.post(p_at => test.monday('1 year')), 'nothing is posted again about the same subject, ever');
select pg_temp.post('b');
select pg_temp.answer('{"status": 201, "body": ""}');
select is((select count(*) from outlier.posts), 2::bigint, 'an empty answer is an answer');
rollback to savepoint ready;

-- The answer is lost.
select pg_temp.post();
select pg_temp.answer('{}');
select results_eq(
  'select kind, state, failures, due_at from outlier.requests',
  $$values ('find_post', 'waiting', 1, test.monday('3 minutes'))$$,
  'an answer that was lost: the post is looked for, later'
);
select pg_temp.answer(
  pg_temp.list(jsonb_build_array(pg_temp.listed('other', 'Something else'), pg_temp.listed('made', E'Opted\nout'))),
  test.monday('3 minutes')
);
select is((select array_agg(missive_id) from outlier.posts), array[md5('made')::uuid], 'it is there: it was accepted');
select is((select count(*) from outlier.requests), 0::bigint, 'and is not made again');
rollback to savepoint ready;

select pg_temp.post();
select pg_temp.answer('{}');
select pg_temp.answer(
  pg_temp.list(
    jsonb_build_array(
      pg_temp.listed('older', p_at => test.monday('-1 hour')), pg_temp.listed('other', 'Opted out again')
    )
  ),
  test.monday('3 minutes')
);
select results_eq(
  'select kind, state, failures from outlier.requests',
  $$values ('create_post', 'waiting', 1)$$,
  'an older one, or one that says something else, is not it: it is made'
);
select is(pg_temp.answer(pg_temp.made(), test.monday('3 minutes')), 'create_post', 'at once');
select is((select count(*) from outlier.posts), 1::bigint, 'and accepted');
rollback to savepoint ready;

-- Two posts with the same text are unknown, and Missive has one of them.
select pg_temp.post('a'), pg_temp.post('b');
select pg_temp.answer('{}');
select pg_temp.answer(pg_temp.list(jsonb_build_array(pg_temp.listed('made'))), test.monday('3 minutes'));
select results_eq('select kind from outlier.requests', array['create_post'], 'one post is not taken for two');
select is((select count(*) from outlier.posts), 1::bigint, 'it counts for one of them');
rollback to savepoint ready;

-- Unusual contents of Missive's list.
select pg_temp.post('a');
select pg_temp.answer('{}');
select pg_temp.answer(
  pg_temp.list(jsonb_build_array(jsonb_build_object('markdown', 'Opted out'), 5, null, '[]'::jsonb)),
  test.monday('3 minutes')
);
select results_eq(
  'select missive_id from outlier.posts', $$values (null::uuid)$$, 'a post without id and time counts too'
);
rollback to savepoint ready;
select pg_temp.post('a');
select pg_temp.answer('{}');
select pg_temp.answer('{"status": 200, "body": "<html>"}', test.monday('3 minutes'));
select results_eq(
  'select kind, failures from outlier.requests', $$values ('find_post', 2)$$, 'a page that is no list is a failure'
);
rollback to savepoint ready;

-- The executor dies.
select pg_temp.post();
select api.claim_requests('worker', 10, test.monday());
select is(
  api.claim_requests('worker', 10, test.monday('2 minutes')) -> 'requests', '[]', 'what is under way is nobody else''s'
);
select outlier.expire_request(test.monday('3 minutes'));
select results_eq(
  'select kind, failures from outlier.requests',
  $$values ('find_post', 1)$$,
  'when its lease is over, the post is looked for'
);
rollback to savepoint ready;

-- A frozen executor makes the post, or reads its answer, after its claim has ended.
create function pg_temp.late(p_claim jsonb, p_answer jsonb, p_at timestamptz) returns boolean language sql as $$
  select api.record_request(p_claim #> '{requests,0}' || jsonb '{"written": true}' || p_answer, p_at)
$$;
insert into outlier.conversations (id) values ((test.get('conversation') #>> '{}')::uuid);
insert into outlier.conversations_authors (conversation_id, author_phone_number)
values ((test.get('conversation') #>> '{}')::uuid, test.author(test.number(0)));
select pg_temp.post();
select test.let('claim', api.claim_requests('worker', 10, test.monday()));
select outlier.expire_request(test.monday('3 minutes'));
savepoint late;
select ok(
  not pg_temp.late(test.get('claim'), '{"status": 500}', test.monday('4 minutes')), 'a late refusal says nothing'
);
select ok(
  not pg_temp.late(test.get('claim'), '{"status": null}', test.monday('4 minutes')), 'nor does an answer that was lost'
);
select is((select count(*) from outlier.incidents), 0::bigint, 'neither is an incident');
select ok(
  pg_temp.late(test.get('claim'), pg_temp.made(), test.monday('4 minutes')), 'a post that was made late counts'
);
select is(
  (select array_agg(missive_id) from outlier.posts), array[md5('made')::uuid], 'it is on record and is not made again'
);
select results_eq(
  'select kind, message, phone_number from outlier.incidents',
  format(
    $$values ('request_accepted_late', 'the post of request %s was made after its claim had ended; %s', %L)$$,
    test.get('claim') #>> '{requests,0,id}', 'it is recorded', test.number(0)
  ),
  'and an incident, with the person'
);
select ok(
  not pg_temp.late(test.get('claim'), pg_temp.made(), test.monday('5 minutes'))
    and (select count(*) = 1 from outlier.incidents),
  'the same result twice counts once'
);
rollback to savepoint late;
select pg_temp.answer(pg_temp.list('[]'), test.monday('6 minutes'));
select pg_temp.answer(pg_temp.made('another'), test.monday('6 minutes'));
select ok(
  not pg_temp.late(test.get('claim'), pg_temp.made(), test.monday('7 minutes')),
  'when another executor has posted meanwhile, it does not count'
);
select results_eq(
  'select message ~ ''Missive may have it twice'', phone_number, hint ~ (test.get(''conversation'') #>> ''{}'') from '
  'outlier.incidents',
  'values (true, test.number(0), true)',
  'but is never thrown away: the incident names the person and the conversation'
);
select ok(
  exists (select from outlier.problems where kind = 'request_accepted_late'), 'and it is among the problems'
);
rollback to savepoint ready;

-- Missive refuses the post.
select pg_temp.post();
select pg_temp.answer('{"status": 422, "body": "no"}');
select results_eq(
  'select kind, last_status, last_error from outlier.requests',
  $$values ('find_post', 422, 'no')$$,
  'one that was refused is looked for too, before the next try'
);
select pg_temp.answer(pg_temp.list('[]'), test.monday('3 minutes'));
select is(pg_temp.answer('{"status": 422, "body": "no"}', test.monday('3 minutes')), 'create_post', 'tried again');
select pg_temp.answer(pg_temp.list('[]'), test.monday('6 minutes'));
select is((select count(*) from outlier.incidents), 0::bigint, 'and again');
select pg_temp.answer('{"status": 422, "body": "no"}', test.monday('6 minutes'));
select is((select count(*) from outlier.requests), 0::bigint, 'the third refusal is the last');
select is((select array_agg(kind) from outlier.incidents), array['post_failed'], 'which is reported');
select ok(pg_temp.post(p_at => test.monday('1 hour')), 'whoever wants it again may have it tried again');
rollback to savepoint ready;

-- Answers that do not concern the post itself.
select pg_temp.post();
select pg_temp.answer('{"status": 429, "retryAfter": 30}');
select results_eq(
  'select kind, failures from outlier.requests', $$values ('create_post', 0)$$, 'too many calls is no failure'
);
update outlier.quotas set held_until = null, hold_reason = null;
select pg_temp.answer('{"status": 401}');
select results_eq(
  'select kind, failures from outlier.requests', $$values ('create_post', 0)$$, 'nor is a token that is refused'
);
rollback to savepoint ready;

-- An unknown purpose.
select outlier.post_to_conversation(md5('c')::uuid, 'x', 'of next year', 'x', p_now => test.monday());
select lives_ok($$select pg_temp.answer(pg_temp.made())$$, 'an answer that nobody can act on stops nothing');
select is(
  (
    select count(*)
    from outlier.incidents
    where kind = 'request_failed' and message like '%the purpose of next year of a post is not known%'
  ),
  1::bigint,
  'a purpose without a meaning is a mistake of ours, and an incident'
);
select results_eq(
  'select kind, state, failures from outlier.requests',
  $$values ('find_post', 'waiting', 1)$$,
  'the request waits, and looks for the post first'
);
select * from finish();
rollback;
