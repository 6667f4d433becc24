-- Shows: no-next-broadcast, function-make_broadcast
begin;
select plan(18);
select test.settings();
select throws_ok(
  'select outlier.make_broadcast(test.monday())',
  'OT005',
  null,
  'without an upcoming broadcast there is nothing to make'
);
select test.authors(4);
select test.let('a', to_jsonb(test.segment('a')));
select test.let('b', to_jsonb(test.segment('b')));
select test.broadcast(4, test.monday(), 'See https://example.org/long', 'And https://example.org/more', 900);
select test.share(test.upcoming(), test.get('a')::bigint, 50);
select test.share(test.upcoming(), test.get('b')::bigint, 25.5);
select test.let('made', to_jsonb(test.upcoming()));
insert into outlier.labels (id, name) values ('16ead38e-0348-4564-9b8a-5085be980a01', 'Texted');
update outlier.broadcasts set label_ids = array['16ead38e-0348-4564-9b8a-5085be980a01']::uuid[] where state = 'scheduled';
-- Links were shortened, so the current texts differ from the originals.
update outlier.broadcasts
set
  first_message = 'See dub.sh/x',
  second_message = 'And dub.sh/y',
  original_first_message = original_first_message || ' ',
  original_second_message = original_second_message || ' ';
update outlier.broadcasts
set original_first_message = btrim(original_first_message), original_second_message = btrim(original_second_message);

select is(outlier.make_broadcast(test.monday()), test.get('made')::bigint, 'it returns the broadcast that it made');
select is(
  (select array_agg(distinct message) from outlier.broadcast_first_messages),
  array['See dub.sh/x'],
  'what is sent is the text as it is, with its short links'
);
select is(
  (select label_ids from outlier.broadcasts where state = 'scheduled'),
  array['16ead38e-0348-4564-9b8a-5085be980a01']::uuid[],
  'the next broadcast carries the same labels'
);
select results_eq(
  $$
    select first_message, second_message, original_first_message, original_second_message, delay, no_users
    from outlier.broadcasts
    where state = 'scheduled'
  $$,
  $$
    values (
      'See https://example.org/long',
      'And https://example.org/more',
      'See https://example.org/long',
      'And https://example.org/more',
      900,
      4
    )
  $$,
  'the next broadcast is made from the original texts, with the same delay and size'
);
select results_eq(
  $$
    select segment_id, ratio from outlier.broadcasts_segments where broadcast_id = test.upcoming() order by segment_id
  $$,
  $$
    select segment_id, ratio
    from outlier.broadcasts_segments
    where broadcast_id = test.get('made')::bigint
    order by segment_id
  $$,
  'the next broadcast has the same segments and shares'
);
select is(
  (select run_at from outlier.broadcasts where state = 'scheduled'), null, 'it waits for the schedule''s next slot'
);
select is(
  (select scheduled_after from outlier.broadcasts where state = 'scheduled'), test.monday(), 'after the one just made'
);
select ok((select editable from outlier.broadcasts where state = 'scheduled'), 'and can be edited');
select ok(
  (select not editable from outlier.broadcasts where id = test.get('made')::bigint), 'the one just made cannot'
);
select throws_ok(
  $$insert into outlier.broadcasts (first_message) values ('another')$$,
  '23505',
  null,
  'there is one upcoming broadcast, never two'
);

-- If any step fails, everything is rolled back.
select test.let('next', to_jsonb(test.upcoming()));
create function pg_temp.fail() returns trigger language plpgsql as $$ begin raise exception 'no' using errcode = 'OT999'; end; $$;
create trigger fails before insert on outlier.broadcasts_segments for each row execute function pg_temp.fail();
select throws_ok($$
  select outlier.make_broadcast(test.monday('1 day'))
$$, 'OT999', null, 'when the next broadcast cannot be made, neither is this one');
select is(
  (select count(*) from outlier.queued_messages where broadcast_id = test.get('next')::bigint),
  0::bigint,
  'and nobody is queued'
);
select is(test.upcoming(), test.get('next')::bigint, 'and it is still upcoming');
drop trigger fails on outlier.broadcasts_segments;
select lives_ok($$select outlier.make_broadcast(test.monday('1 day'))$$, 'once the cause is gone it is made');
select is(
  (select count(*) from outlier.broadcasts where state = 'scheduled'), 1::bigint, 'and the one after it is upcoming'
);
select is((select no_users from outlier.broadcasts where state = 'scheduled'), 4, 'from generation to generation');
insert into outlier.campaigns (title, first_message, segments, run_at)
values ('Not a broadcast', 'Hi', '{"included": [{"id": "16ead38e-0348-4564-9b8a-5085be980a01"}]}', now() + interval '1 day');
select throws_ok(
  'insert into outlier.broadcasts_segments (broadcast_id, segment_id, ratio) '
    'select c.id, s.id, 10 from outlier.campaigns as c cross join outlier.audience_segments as s limit 1',
  '23503',
  null,
  'a campaign takes no share of a segment'
);
select * from finish();
rollback;
