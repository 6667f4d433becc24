-- Shows: limit-before-filter, nameless-segment, without-order, text-as-sql, function-queue_broadcast_messages
-- Shows: table-recipients
begin;
select plan(34);
select test.settings();

-- Three overlapping segments: a yields people 0-29, b 20-49, c 40-59. One person in five may not be texted: those whose
-- number ends in 0 (unsubscribed) or 5 (excluded), and in c those whose number ends in 3 (added by file).
select test.authors(60);
update outlier.authors
set unsubscribed = true
where phone_number in (select test.number(i) from generate_series(0, 59, 10) as i);
update outlier.authors
set exclude = true
where phone_number in (select test.number(i) from generate_series(5, 59, 10) as i);
update outlier.authors
set added_via_file_upload = true
where phone_number in (test.number(51), test.number(52), test.number(53));
select test.let(
  'a',
  to_jsonb(
    test.segment(
      'a',
      format(
        'select phone_number from authors where phone_number between %L and %L order by phone_number desc',
        test.number(0),
        test.number(29)
      )
    )
  )
);
select test.let(
  'b',
  to_jsonb(
    test.segment(
      'b',
      format(
        'select phone_number from authors where phone_number between %L and %L order by phone_number',
        test.number(20),
        test.number(49)
      )
    )
  )
);
select test.let(
  'c',
  to_jsonb(
    test.segment(
      'c',
      format(
        'select phone_number from authors where phone_number between %L and %L order by phone_number',
        test.number(40),
        test.number(59)
      )
    )
  )
);
select test.broadcast(40, p_first_message => 'It''s $$5 – "really"? 🚰');
-- The shares are saved in a different order than that of the segments' ids.
select test.share(test.upcoming(), test.get('c')::bigint, 20);
select test.share(test.upcoming(), test.get('a')::bigint, 33.34);
select test.share(test.upcoming(), test.get('b')::bigint, 34);
select test.let('broadcast', to_jsonb(test.upcoming()));
create function pg_temp.chosen(p_segment text) returns text[] language sql as $$
  select array_agg(r.phone_number order by r.id)
  from outlier.recipients as r
  where r.broadcast_id = test.get('broadcast')::bigint
    and r.audience_segment_id = test.get(p_segment)::bigint
    and r.reason is null;
$$;

select is(outlier.queue_broadcast_messages(test.upcoming(), test.monday()), 34, 'it returns how many people it queued');
select is(cardinality(pg_temp.chosen('a')), 13, 'a share is rounded down: floor(33.34 % of 40) = 13');
select is(
  cardinality(pg_temp.chosen('b')),
  13,
  'a share is rounded down: floor(34 % of 40) = 13, full although people of it were taken before'
);
select is(cardinality(pg_temp.chosen('c')), 8, 'a share fills although people of it may not be texted');
select is(
  pg_temp.chosen('a'),
  array(select test.number(i) from generate_series(29, 0, -1) as i where i % 5 <> 0 limit 13),
  'a segment''s order is kept, and who may not be texted is left out before the limit'
);
select is(
  (select count(*) from unnest(pg_temp.chosen('b')) as n where n = any (pg_temp.chosen('a'))),
  0::bigint,
  'a person is taken once, by the first segment that yields them'
);
select is(
  pg_temp.chosen('b'),
  array(
    select test.number(i)
    from generate_series(20, 49) as i
    where i % 5 <> 0 and not test.number(i) = any (pg_temp.chosen('a'))
    limit 13
  ),
  'segments take turns in the order of their ids, not of their shares'
);
select is(
  (select count(*) from outlier.recipients as r join outlier.authors as a using (phone_number)
   where r.reason is null and (a.unsubscribed or a.exclude or a.added_via_file_upload)),
  0::bigint,
  'nobody is chosen who is unsubscribed, excluded or from a file'
);
select is(
  (select array_agg(phone_number order by phone_number) from outlier.recipients where reason = 'unsubscribed'),
  array(select test.number(i) from generate_series(20, 59, 10) as i),
  'recipients says of each person within reach who had unsubscribed that they were left out for it'
);
select is(
  (select array_agg(phone_number order by phone_number) from outlier.recipients where reason = 'excluded'),
  array(select test.number(i) from generate_series(15, 59, 10) as i),
  'and of each who is excluded: a yielded nobody beyond 14 before its share was full'
);
select is(
  (select array_agg(phone_number order by phone_number) from outlier.recipients where reason = 'added_via_file_upload'),
  array[test.number(51), test.number(52), test.number(53)],
  'and of each who came with a file: such people get campaigns, never broadcasts'
);
select is(
  (select array_agg(q.recipient_phone_number order by q.id) from outlier.broadcast_first_messages as q),
  (select array_agg(r.phone_number order by r.id) from outlier.recipients as r where r.reason is null),
  'the queue holds exactly the chosen, in their order'
);
select is(
  (select array_agg(distinct q.message) from outlier.broadcast_first_messages as q),
  array['It''s $$5 – "really"? 🚰'],
  'quotes, dollars and emoji arrive as they are'
);
select is(
  (select array_agg(distinct q.due_at) from outlier.broadcast_first_messages as q),
  array[test.monday()],
  'they are due at once'
);
select is(
  (select count(*) from outlier.broadcast_first_messages as q join outlier.recipients as r
     on r.broadcast_id = q.broadcast_id and r.phone_number = q.recipient_phone_number and r.audience_segment_id = q.audience_segment_id),
  34::bigint,
  'each row names the segment that yielded the person'
);
select results_eq(
  $$select state, editable, made_at, run_at from outlier.broadcasts where id = test.get('broadcast')::bigint$$,
  $$values ('sending', false, test.monday(), test.monday())$$,
  'the broadcast is stamped'
);
select throws_ok($$
  select outlier.queue_broadcast_messages(test.get('broadcast')::bigint, test.monday())
$$, 'OT005', null, 'a broadcast is queued once');
select throws_ok($$
  select outlier.queue_broadcast_messages(-1, test.monday())
$$, 'OT009', null, 'there is no such broadcast');
select lives_ok($$
  select outlier.queue_broadcast_messages(broadcast_id => test.broadcast(1), p_now => test.monday('1 day'))
$$, 'it can be called by the name of its parameter');

-- The segment Inactive fills the remaining places.
delete from outlier.broadcasts where state = 'done' and id <> test.get('broadcast')::bigint;
savepoint before_inactive;
select test.let(
  'inactive', to_jsonb(test.segment('Inactive', 'select phone_number from authors order by phone_number'))
);
select test.broadcast(40);
select test.share(test.upcoming(), test.get('c')::bigint, 20);
select test.let('broadcast', to_jsonb(test.upcoming()));
select is(
  outlier.queue_broadcast_messages(test.upcoming(), test.monday('1 day')),
  40,
  'Inactive fills what is missing up to no_users'
);
select is(cardinality(pg_temp.chosen('c')), 8, 'the others give their share');
select is(cardinality(pg_temp.chosen('inactive')), 32, 'Inactive gives the rest');
select is(
  (select count(*) from outlier.recipients as r join outlier.authors as a using (phone_number)
   where r.broadcast_id = test.get('broadcast')::bigint and r.reason is null and (
     a.unsubscribed or a.exclude or a.added_via_file_upload
   )),
  0::bigint,
  'Inactive does not bring back who may not be texted'
);
rollback to savepoint before_inactive;

select test.segment('Inactive', 'select phone_number from authors order by phone_number');
select test.broadcast(100);
select is(
  outlier.queue_broadcast_messages(test.upcoming(), test.monday('1 day')),
  45,
  'a batch larger than the audience takes everybody who may be texted, once'
);
rollback to savepoint before_inactive;

-- The segment Inactive has a share of its own.
select test.let(
  'inactive', to_jsonb(test.segment('Inactive', 'select phone_number from authors order by phone_number'))
);
select test.broadcast(40);
select test.share(test.upcoming(), test.get('inactive')::bigint, 50);
select is(
  outlier.queue_broadcast_messages(test.upcoming(), test.monday('1 day')),
  40,
  'Inactive can have a share of its own and fills beyond it'
);
rollback to savepoint before_inactive;

select test.broadcast(10);
select test.share(test.upcoming(), test.get('c')::bigint, 5);
select test.let('broadcast', to_jsonb(test.upcoming()));
select is(
  outlier.queue_broadcast_messages(test.upcoming(), test.monday('1 day')),
  0,
  'a share of less than one person gives nobody, and no Inactive segment breaks nothing'
);
select is(
  (select state from outlier.broadcasts where id = test.get('broadcast')::bigint),
  'done',
  'a broadcast to nobody is done at once'
);
select is(
  (select count(*) from outlier.incidents where kind = 'broadcast_empty' and batch_id = test.get('broadcast')::bigint),
  1::bigint,
  'and is reported'
);
rollback to savepoint before_inactive;

-- The segment yields a number without an author.
select test.let(
  'strangers',
  to_jsonb(
    test.segment(
      'strangers', 'select v as phone_number from (values (''+13135550199''), (''3135550142''), (''hello'')) as v (v)'
    )
  )
);
select test.broadcast(10);
select test.share(test.upcoming(), test.get('strangers')::bigint, 100);
select is(
  outlier.queue_broadcast_messages(test.upcoming(), test.monday('1 day')), 0, 'somebody who is no author is not texted'
);
select is(
  (select array_agg(phone_number order by phone_number) from outlier.recipients where reason = 'invalid_number'),
  (select array_agg(v order by v) from unnest(array['+13135550199', '3135550142', 'hello']) as v),
  'what is no author''s number is listed as such, and breaks nothing'
);
rollback to savepoint before_inactive;

-- A segment's query worked when it was saved, but fails now.
select test.let(
  'broken',
  to_jsonb(
    test.segment(
      'broken',
      'select phone_number from authors where 1 / (select count(*) from authors where phone_number = ''' || test.number(7) || ''') = 1'
    )
  )
);
select test.broadcast(40);
select test.share(test.upcoming(), test.get('a')::bigint, 30);
select test.share(test.upcoming(), test.get('broken')::bigint, 30);
delete from outlier.authors where phone_number = test.number(7);
select throws_like($$
  select outlier.queue_broadcast_messages(test.upcoming(), test.monday('1 day'))
$$, 'segment "broken" failed: division by zero', 'a failing segment stops the broadcast with an error that names it');
select is(
  (select count(*) from outlier.broadcast_first_messages where broadcast_id = test.upcoming()),
  0::bigint,
  'nothing is half queued'
);
select is(
  (select count(*) from outlier.recipients where broadcast_id = test.upcoming()), 0::bigint, 'and nobody is half chosen'
);
select is(
  (select count(*) from outlier.broadcasts where state = 'scheduled' and editable),
  1::bigint,
  'the broadcast is still upcoming'
);
select * from finish();
rollback;
