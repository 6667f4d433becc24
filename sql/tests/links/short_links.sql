-- Replaces addresses in a text by short ones, whatever Dub answers.
begin;
select plan(45);
select results_eq(
  $$
    select piece, url
    from outlier.split_links('See https://example.org/a?b=c#d, (https://example.org/e) or HTTP://Example.org/F. Bye')
    order by place
  $$,
  $$values ('See ', null), ('https://example.org/a?b=c#d,', 'https://example.org/a?b=c#d'), (' (', null), ('https://example.org/e)', 'https://example.org/e'),
    (' or ', null), ('HTTP://Example.org/F.', 'HTTP://Example.org/F'), (' Bye', null)$$,
  'punctuation and brackets around an address are not part of it'
);
select is(
  (select url from outlier.split_links('https://example.org/wiki/Well_(water)') where url is not null),
  'https://example.org/wiki/Well_(water)',
  'brackets within one are'
);
select is(
  (select string_agg(piece, '' order by place) from outlier.split_links(E'a\nhttps://example.org\n\nb  c')),
  E'a\nhttps://example.org\n\nb  c',
  'nothing of a text is lost'
);
select is(
  (
    select count(*)
    from outlier.split_links('no address: http:// or www.example.org')
    where outlier.extract_host(url) is not null
  ),
  0::bigint,
  'what has no host is no address'
);
select is(outlier.extract_host('https://user@Example.org:8080/x'), 'example.org', 'a host has no port and no user');

select test.settings();
insert into outlier.short_domains (host) values ('go.example.org');
select test.let('label', to_jsonb(test.label('Water')));
select test.give_label((test.get('label') #>> '{}')::uuid, 0, 2);
create function pg_temp.campaign(p_first text, p_second text default null) returns bigint language sql as $$
  select test.scheduled_campaign(
    test.segments((test.get('label') #>> '{}')::uuid), test.monday('1 hour'), p_second, p_first
  )
$$;

-- Outlier requests the link when the text is written.
select test.let(
  'id',
  to_jsonb(pg_temp.campaign('Read https://example.org/a and https://example.org/a/b.', 'See https://example.org/a'))
);
select is(
  (select count(*) from outlier.requests where kind = 'shorten_link'),
  2::bigint,
  'each address is asked for once, when the text is written'
);
select pg_temp.campaign('Read https://example.org/a, https://dub.sh/x and https://go.example.org/y');
select is(
  (select count(*) from outlier.links),
  2::bigint,
  'known short domains are left alone, and a known address is not asked for again'
);

select test.let('claim', test.claim_requests());
select bag_eq(
  $$
    select r ->> 'kind' as kind, r #>> '{payload,url}' as url
    from jsonb_array_elements(test.get('claim') -> 'requests') as r
  $$,
  $$values ('shorten_link', 'https://example.org/a'), ('shorten_link', 'https://example.org/a/b')$$,
  'the executor gets the addresses'
);
select is(test.claim_requests() -> 'requests', '[]', 'once');
create function pg_temp.answer(
  p_url text, p_body text, p_status integer default 200, p_change jsonb default '{}'
) returns integer language sql as $$
  select test.record_requests(
    jsonb_build_array(
      jsonb_build_object(
        'id', r.id, 'claimId', r.claim_id, 'status', p_status, 'written', true, 'body', p_body
      ) || p_change
    ),
    test.monday()
  )
  from outlier.requests as r
  inner join outlier.links as l on r.subject = 'link:' || l.id
  where l.url = p_url
$$;
select is(
  pg_temp.answer('https://example.org/a', '{"shortLink": "https://s.example.org/1", "url": "https://example.org/a/"}'),
  1,
  'an answer counts'
);
select is(
  (select short_url from outlier.links where url = 'https://example.org/a'),
  'https://s.example.org/1',
  'the short link is kept'
);
select is(
  pg_temp.answer('https://example.org/a/b', '{"error": {"code": "internal_server_error"}}', 500), 1, 'so does a refusal'
);
select is((select state from outlier.links where url = 'https://example.org/a/b'), 'failed', 'that one failed');
select is((select count(*) from outlier.requests), 0::bigint, 'and is not tried for ever');
select is(outlier.shorten_links('https://example.org/a https://example.org/a/b https://example.org/ab'),
  'https://s.example.org/1 https://example.org/a/b https://example.org/ab',
  'an address is never replaced inside a longer one');
select is(
  (select first_message from outlier.campaigns where id = test.get('id')::bigint),
  'Read https://example.org/a and https://example.org/a/b.',
  'the team sees what it wrote'
);

select outlier.queue_campaign_messages(test.get('id')::bigint, test.monday());
select is(
  (select first_message from outlier.campaigns where id = test.get('id')::bigint),
  'Read https://s.example.org/1 and https://example.org/a/b.',
  'what goes out has the short link; where Dub failed, the original'
);
select is(
  (select original_first_message from outlier.campaigns where id = test.get('id')::bigint),
  'Read https://example.org/a and https://example.org/a/b.',
  'the original text is kept'
);
select is(
  (select second_message from outlier.campaigns where id = test.get('id')::bigint),
  'See https://s.example.org/1',
  'the follow-up too'
);
select is(
  (select state from outlier.links where url = 'https://example.org/a/b'),
  'wanted',
  'one that failed gets another chance'
);

-- No message is sent while a link is being created, for up to a minute.
select is(test.claimed(test.claim(test.monday('1 second'))), '{}', 'the messages wait for it');
select is(
  (test.claim(test.monday('1 second')) ->> 'wakeInMilliseconds')::integer,
  59000,
  'and the executor knows how long at most'
);
select test.claim_requests(test.monday('2 seconds'));
select is(pg_temp.answer('https://example.org/a/b', '{"shortLink": "https://s.example.org/2"}'), 1, 'now it is made');
select is(
  (test.claim(test.monday('3 seconds'), 1) #>> '{messages,0,text}'),
  'Read https://s.example.org/1 and https://s.example.org/2.',
  'and goes out in messages that were queued before'
);
select is(
  (select message from outlier.queued_messages where state = 'sending'),
  'Read https://s.example.org/1 and https://s.example.org/2.',
  'what is sent is what is on record'
);

-- Dub does not answer.
select test.let('id', to_jsonb(pg_temp.campaign('New: https://example.org/new')));
select outlier.queue_campaign_messages(test.get('id')::bigint, test.monday());
update outlier.campaigns set state = 'paused' where id <> test.get('id')::bigint and state = 'sending';
select is(test.claimed(test.claim(test.monday('59 seconds'))), '{}', 'the messages wait');
select is(
  test.claim(test.monday('1 minute'), 1) #>> '{messages,0,text}',
  'New: https://example.org/new',
  'and after a minute the original goes out'
);

-- The executor has no Dub key.
select test.claim_requests(test.monday('3 minutes'));
select is(
  pg_temp.answer('https://example.org/new', null, null, '{"status": null, "written": false, "unavailable": true}'),
  1,
  'an executor without a key says so'
);
select is(
  (select state from outlier.links where url = 'https://example.org/new'), 'failed', 'and the link stays as it is'
);
select is((select sum(calls) from outlier.quota_uses where quota = 'dub'), 3::bigint, 'that was no call');

-- Answers without a usable short link.
select test.let(
  'id',
  to_jsonb(pg_temp.campaign('https://example.org/1 https://example.org/2 https://example.org/3 https://example.org/4'))
);
select test.claim_requests(test.monday('4 minutes'));
select pg_temp.answer('https://example.org/1', '<html>');
select pg_temp.answer('https://example.org/2', '{"shortLink": "javascript:alert(1)"}');
select pg_temp.answer('https://example.org/3', '{"shortLink": 7}');
select pg_temp.answer('https://example.org/4', '', 401);
select is(
  (select count(*) from outlier.links where state = 'failed'),
  5::bigint,
  'a page, a number or a script is no short link, and a refused key costs nobody a message'
);
select is((select held_until is null from outlier.quotas where name = 'dub'), true, 'nor does it hold up the next');

-- Dub answers 429.
select test.let('id', to_jsonb(pg_temp.campaign('https://example.org/5')));
select test.claim_requests(test.monday('5 minutes'));
select pg_temp.answer('https://example.org/5', 'slow down', 429, '{"retryAfter": 7}');
select is((select state from outlier.links where url = 'https://example.org/5'), 'wanted', 'a 429 is no failure');
select is(
  (select held_until from outlier.quotas where name = 'dub'),
  test.monday('7 seconds'),
  'and holds the token as long as it says'
);

-- The executor dies.
select test.claim_requests(test.monday('6 minutes'));
select is((select state from outlier.requests), 'working', 'one is under way');
select test.claim_requests(test.monday('9 minutes'));
select is(
  (select state from outlier.links where url = 'https://example.org/5'),
  'failed',
  'when the lease runs out the original goes out'
);

-- Broadcasts.
select test.broadcast(2, test.monday('1 hour'), 'News: https://example.org/a', 'More: https://example.org/6');
select is((select count(*) from outlier.requests), 1::bigint, 'the upcoming broadcast''s addresses are asked for too');
select test.share(test.upcoming(), test.segment());
select test.claim_requests(test.monday('10 minutes'));
select pg_temp.answer('https://example.org/6', '{"shortLink": "https://s.example.org/6"}');
select outlier.make_broadcast(test.monday());
select is(
  (select first_message || ' ' || second_message from outlier.broadcasts where id = test.latest()),
  'News: https://s.example.org/1 More: https://s.example.org/6',
  'it goes out with short ones'
);
select is(
  (select original_first_message from outlier.broadcasts where id = test.latest()),
  'News: https://example.org/a',
  'keeps the original'
);
select is(
  (select first_message from outlier.broadcasts where id = test.upcoming()),
  'News: https://example.org/a',
  'from which the next one is made'
);
select is(
  (select links_settle_by from outlier.broadcasts where id = test.latest()),
  null,
  'and waits for nothing where all links are there'
);
update outlier.broadcasts set first_message = 'Other: https://example.org/a' where id = test.upcoming();
select is(
  (select original_first_message from outlier.broadcasts where id = test.upcoming()),
  'Other: https://example.org/a',
  'an edit of the team is the new original'
);

-- A text that would become too long.
insert into outlier.links (url, state, short_url)
values ('https://a.example', 'made', 'https://s.example.org/much-longer-than-it-was');
select is(
  outlier.shorten_links('https://a.example ' || repeat('x', 1580)),
  'https://a.example ' || repeat('x', 1580),
  'a text that would grow too long keeps its addresses'
);

-- Personal texts.
insert into outlier.campaign_personalized_recipients (phone_number, message)
values (test.number(0), 'Yours: https://example.org/a'), (test.number(1), 'Yours: https://example.org/person/1');
select bag_eq(
  $$
    select message
    from outlier.broadcast_first_messages as q join outlier.campaigns as c on c.id = q.campaign_id
    where c.is_personalized
  $$,
  $$values ('Yours: https://s.example.org/1'), ('Yours: https://example.org/person/1')$$,
  'a text for each person has its links shortened too'
);
select is(
  (select links_settle_by is not null from outlier.campaigns where is_personalized),
  true,
  'and waits for those that are still being made'
);
select * from finish();
rollback;
