-- The column people has the same meaning for broadcasts, campaigns and segments: everyone who is listed, including
-- skipped people.
begin;
select plan(9);
select test.settings();
select test.authors(4);
select test.author(test.number(4), p_unsubscribed => true);
select test.label('Water');
select test.give_label(md5('label Water')::uuid, 0, 5);
select test.share(
  test.broadcast(3, test.monday()),
  test.segment(p_query => 'select phone_number from authors order by unsubscribed desc, phone_number')
);
select outlier.make_broadcast(test.monday());
select test.let('campaign', to_jsonb(test.scheduled_campaign(test.segments(md5('label Water')::uuid))));
select outlier.queue_campaign_messages(test.get('campaign')::bigint, test.monday());
update outlier.quotas set max_concurrent = 100;
select outlier.set_consent(test.number(0), 'opt_out', 'message', p_now => test.monday());
select test.record(test.claim(p_limit => 1), test.monday());
select is(
  (select people from outlier.broadcast_stats),
  4::bigint,
  'a broadcast of three, and one whom its segment yields and who has opted out'
);
select is((select people from outlier.campaign_stats), 5::bigint, 'a campaign of four, and the same one');
select is(
  (select left_out from outlier.broadcast_stats), 2::bigint, 'left out are that one and whoever opted out since'
);
select is((select left_out from outlier.campaign_stats), 2::bigint, 'of both');
select ok(
  (select people = first_sent + first_waiting + left_out from outlier.broadcast_progress),
  'of a broadcast people are those who got it, who wait, and who were left out'
);
select ok(
  (
    select people = first_sent + first_waiting + first_sending + first_unknown + left_out
    from outlier.campaign_progress
  ),
  'of a campaign too'
);
select ok(
  (select (p ->> 'people')::integer = (p ->> 'sent')::integer + (p ->> 'waiting')::integer + (p ->> 'sending')::integer + (p ->> 'unknown')::integer + (p ->> 'leftOut')::integer
    from (select outlier.campaign_json(test.get('campaign')::bigint, test.monday()) -> 'progress' as p) as shown),
  'as the HTTP API says'
);
select results_eq(
  'select people, left_out from outlier.broadcast_segment_stats where segment is not null',
  'select people, left_out from outlier.segment_stats',
  'a segment counts alike in one broadcast and in all'
);
select results_eq(
  $$
    select s ->> 'name', (s ->> 'people')::integer
    from jsonb_array_elements(api.read_status(test.monday()) -> 'sending') as s
    order by 1
  $$,
  format($$
    values ('broadcast %s', 4), ('campaign %s: Spring checkup', 5)
  $$, test.latest(), test.get('campaign')), 'and outlier status shows the same'
);
select * from finish();
rollback;
