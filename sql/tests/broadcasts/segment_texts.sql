-- If a segment has texts of its own, its people get those instead of the broadcast's texts.
-- Shows: segment-texts
begin;
select plan(17);
select test.settings();
select test.authors(6);
select test.let('a', to_jsonb(test.segment('a', 'select phone_number from authors where phone_number <= ''' || test.number(2) || '''')));
select test.let('b', to_jsonb(test.segment('b')));
select test.broadcast(6, test.monday(), 'For everybody', 'And then', 60);
select test.share(test.upcoming(), test.get('a')::bigint, 50);
select test.share(test.upcoming(), test.get('b')::bigint, 50);
select test.let('made', to_jsonb(test.upcoming()));
select test.let('digest', to_jsonb(encode(outlier.batch_digest(b), 'hex'))) from outlier.batches as b where b.id = test.upcoming();
update outlier.broadcasts_segments
set first_message = 'For a', second_message = 'And then a'
where segment_id = test.get('a')::bigint;
select isnt(
  (select encode(outlier.batch_digest(b), 'hex') from outlier.batches as b where b.id = test.upcoming()),
  test.get('digest') #>> '{}',
  'an approval covers the texts of the segments'
);
select throws_ok(
  format($$update outlier.broadcasts_segments set first_message = '' where segment_id = %s$$, test.get('a')),
  '23514', null, 'a blank text is none'
);
select is(
  (select outlier.mean_parts(b) from outlier.batches as b where b.id = test.upcoming()), 1::numeric, 'a part each'
);
update outlier.broadcasts_segments set first_message = repeat('a', 400) where segment_id = test.get('a')::bigint;
select is(
  (select outlier.mean_parts(b) from outlier.batches as b where b.id = test.upcoming()), 2::numeric,
  'the forecast counts the parts of the segments'' texts by their shares'
);
update outlier.broadcasts_segments set second_message = repeat('a', 400) where segment_id = test.get('a')::bigint;
select is(
  (select outlier.mean_parts(b, true) from outlier.batches as b where b.id = test.upcoming()), 2::numeric,
  'and those of their follow-ups'
);
update outlier.broadcasts_segments
set first_message = 'For a', second_message = 'And then a'
where segment_id = test.get('a')::bigint;

select outlier.make_broadcast(test.monday());
select results_eq(
  $$select q.message, count(*) from outlier.broadcast_first_messages as q group by q.message order by 1$$,
  $$values ('For a', 3::bigint), ('For everybody', 3)$$,
  'a segment with a text of its own gets that'
);
select results_eq(
  $$
    select ratio, first_message, second_message
    from outlier.broadcasts_segments
    where broadcast_id = test.upcoming()
    order by segment_id
  $$,
  $$values (50::numeric, 'For a', 'And then a'), (50, null, null)$$,
  'the next broadcast has the same'
);
select throws_ok(
  format($$update outlier.broadcasts_segments set second_message = 'x' where broadcast_id = %s$$, test.get('made')),
  'OT006', null, 'of a broadcast that has run they stay'
);
select lives_ok(
  format($$update outlier.broadcasts_segments set second_message = 'x' where broadcast_id = %s$$, test.upcoming()),
  'and of the next one they may change'
);
select is(test.send_all(test.monday('1 second')), 6, 'six first messages go out');
select results_eq(
  $$select q.message, count(*) from outlier.broadcast_second_messages as q group by q.message order by 1$$,
  $$values ('And then', 3::bigint), ('And then a', 3)$$,
  'the follow-ups are those of the segments too'
);
select is(test.send_all(test.monday('10 minutes'), 'second_messages'), 6, 'and go out');
select results_eq(
  $$select s.message, s.is_second, count(*) from outlier.message_statuses as s group by 1, 2 order by 2, 1$$,
  $$values ('For a', false, 3::bigint), ('For everybody', false, 3), ('And then', true, 3), ('And then a', true, 3)$$,
  'what was sent is on record'
);

-- A broadcast without a follow-up, and a segment with one.
update outlier.broadcasts set second_message = null, original_second_message = null where state = 'scheduled';
update outlier.broadcasts_segments
set second_message = 'See https://example.org/long'
where broadcast_id = test.upcoming()
  and segment_id = test.get('a')::bigint;
update outlier.broadcasts_segments
set second_message = null
where broadcast_id = test.upcoming()
  and segment_id = test.get('b')::bigint;
insert into outlier.links (url, state, short_url, requested_at, settled_at)
values ('https://example.org/long', 'made', 'https://dub.sh/x', test.monday(), test.monday());
select outlier.make_broadcast(test.monday('1 day'));
select is(test.send_all(test.monday('1 day 1 second')), 6, 'the next one goes out');
select results_eq(
  $$select q.message, count(*) from outlier.broadcast_second_messages as q group by q.message order by 1$$,
  $$values ('See https://dub.sh/x', 3::bigint)$$,
  'only the people of that segment get a follow-up, with its short link'
);
select outlier.cancel_batch(b.id) from outlier.broadcasts as b where b.state = 'sending';

-- The batch waits while links are being shortened.
update outlier.broadcasts_segments
set first_message = 'See https://example.org/new'
where broadcast_id = test.upcoming()
  and segment_id = test.get('a')::bigint;
select outlier.make_broadcast(test.monday('2 days'));
select is(
  (select b.links_settle_by > test.monday('2 days') from outlier.batches as b where b.state = 'sending'), true,
  'a link in a segment''s text is waited for'
);
update outlier.links set state = 'made', short_url = 'https://dub.sh/y', settled_at = now() where url = 'https://example.org/new';
select outlier.release_linked_batches(test.monday('2 days 1 second'));
select is(
  (
    select array_agg(distinct m ->> 'text')
    from jsonb_array_elements(test.claim(test.monday('2 days 2 seconds')) -> 'messages') as m
  ),
  array['For everybody', 'See https://dub.sh/y'],
  'and is short when the text goes out'
);
select * from finish();
rollback;
