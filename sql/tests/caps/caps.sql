-- Limits the number of texts that a person gets, across all batches.
-- Shows: frequency-cap, rotation
begin;
select plan(27);
select test.settings();
update outlier.settings set max_texts_per_day = 3;
create function pg_temp.batch(p_people integer default 2, p_now timestamptz default test.monday(), p_second text default null) returns bigint language plpgsql as $$
declare
  v_id bigint;
begin
  insert into outlier.authors (phone_number) select test.number(i) from generate_series(0, p_people - 1) as i on conflict do nothing;
  insert into outlier.campaigns (state, processed, first_message, second_message, run_at, started_at, send_within)
  values ('sending', true, 'Hi', p_second, p_now, p_now, '20 days')
  returning id into v_id;
  insert into outlier.broadcast_first_messages (campaign_id, recipient_phone_number, message, due_at)
  select v_id, test.number(i), 'Hi', p_now from generate_series(0, p_people - 1) as i;
  return v_id;
end
$$;
create function pg_temp.reasons(p_id bigint) returns text[] language sql as $$
  select array_agg(coalesce(reason, '-') order by phone_number) from outlier.recipients where batch_id = p_id
$$;

-- Four simultaneous batches, sent in one claim after another.
select test.let('ids', (select jsonb_agg(pg_temp.batch()) from generate_series(1, 4)));
savepoint queued;
select is(test.send_all(), 6, 'of four batches three texts leave for each of two people');
select is(
  (select count(*) from outlier.recipients where reason = 'frequency_cap'), 2::bigint, 'the fourth is dropped, with its reason'
);
select matches(
  outlier.why_not(test.number(0), (select batch_id from outlier.recipients where reason = 'frequency_cap' limit 1)),
  '^frequency_cap: ', 'why_not says it'
);
select is((select last_texted_at from outlier.authors where phone_number = test.number(0)), test.monday(), 'last_texted_at is kept');
select results_eq(
  format('select phone_number, first_until from outlier.find_cap_ends(array[%L], %L)', test.number(0), test.monday()),
  format('values (%L, %L::timestamptz)', test.number(0), test.monday('24 hours')),
  'a forecast is told when the caps end, of the people whom it asks for'
);
select test.let('later', to_jsonb(pg_temp.batch(p_now => test.monday('23 hours 59 minutes'))));
select is(test.send_all(test.monday('23 hours 59 minutes')), 0, 'a minute before 24 hours are over nobody gets a fourth');
select is(pg_temp.reasons(test.get('later')::bigint), '{frequency_cap,frequency_cap}', 'for the same reason');
select test.let('later', to_jsonb(pg_temp.batch(p_now => test.monday('24 hours'))));
select is(test.send_all(test.monday('24 hours')), 2, 'then they do');
rollback to savepoint queued;

-- All messages in a single claim.
update outlier.quotas set max_concurrent = null;
delete from outlier.quota_limits;
select is(jsonb_array_length(test.claim(p_limit => 100) -> 'messages'), 6, 'one claim for all exceeds nothing either');
select is(jsonb_array_length(test.claim(p_limit => 100) -> 'messages'), 0, 'nor does the next: what is under way counts');
rollback to savepoint queued;

-- A follow-up counts as a text, and is dropped above the limit.
update outlier.settings set max_texts_per_day = 1;
delete from outlier.queued_messages;
select test.let('id', to_jsonb(pg_temp.batch(1, p_second => 'And?')));
select test.record(test.claim());
select is(test.claimed(test.claim(test.monday('1 hour'), p_queue => 'second_messages')), '{}', 'a follow-up is a text');
select is(
  (select follow_up_reason from outlier.recipients where batch_id = test.get('id')::bigint), 'frequency_cap', 'and has its own reason'
);
rollback to savepoint queued;

-- Texts that may have been sent and test texts count. Answers to people and texts that were never accepted do not.
delete from outlier.queued_messages;
select pg_temp.batch(1);
select test.record(test.claim(), p_answer => '{"status": null, "missiveId": null}');
select is((select state from outlier.queued_messages), 'unknown', 'a text that may have gone out');
insert into outlier.direct_texts (phone_number, purpose, text, day, expires_at, created_at, state, batch_id) values
  (test.number(0), 'test', 'Hi', '2026-03-02', test.monday('1 hour'), test.monday(), 'sent', (test.get('ids') ->> 0)::bigint),
  (test.number(0), 'help', 'Hi', '2026-03-02', test.monday('1 hour'), test.monday(), 'sent', null);
select is((select count(*) from outlier.find_counted_texts(test.number(0), test.monday('-1 day'))), 2::bigint, 'counts, and a test does; an answer to HELP does not');
update outlier.direct_texts set state = 'refused' where purpose = 'test';
select is(
  (select count(*) from outlier.find_counted_texts(test.number(0), test.monday('-1 day'))), 1::bigint,
  'a test that Missive refused does not count'
);
rollback to savepoint queued;

-- The limit of batches per week.
update outlier.settings set max_texts_per_day = null, max_batches_per_week = 2;
delete from outlier.queued_messages;
select pg_temp.batch(1, test.monday());
select test.send_all(test.monday());
select pg_temp.batch(1, test.monday('3 days'), 'And?');
select is(test.send_all(test.monday('3 days')), 1, 'a second batch in a week');
select is(test.send_all(test.monday('3 days 1 hour'), 'second_messages'), 1, 'with its follow-up, which is no other batch');
select pg_temp.batch(1, test.monday('6 days'));
select is(test.send_all(test.monday('6 days')), 0, 'a third is one too many');
select pg_temp.batch(1, test.monday('7 days'));
select is(test.send_all(test.monday('7 days')), 1, 'until the first is a week ago');
rollback to savepoint queued;
update outlier.settings set max_texts_per_day = null;
select is(test.send_all(), 8, 'without limits all go out');
rollback to savepoint queued;

-- A batch that is exempt for public safety.
update outlier.batches set state = 'paused' where id = (test.get('ids') ->> 3)::bigint;
select test.send_all();
update outlier.batches
set state = 'sending', exempt_reason = 'Boil your water'
where id = (test.get('ids') ->> 3)::bigint;
select is(test.send_all(), 2, 'an exempt batch reaches who had three texts already');
rollback to savepoint queued;

-- An opt-in starts no waiting time.
update outlier.authors set unsubscribed = true where phone_number = test.number(0);
update outlier.authors set unsubscribed = false where phone_number = test.number(0);
select test.let('id', to_jsonb(pg_temp.batch(1)));
select is(test.number(0) = any (test.claimed(test.claim())), true, 'who opts back in can be texted at once');
rollback to savepoint queued;

-- If another session has locked a person's row, the maintenance updates it later.
insert into outlier.late_touches (phone_number, texted_at) values (test.number(0), test.monday('1 hour')), (test.number(0), test.monday());
select outlier.run_maintenance_step('touch_authors', test.monday('2 hours'));
select is((select last_texted_at from outlier.authors where phone_number = test.number(0)), test.monday('1 hour'), 'the latest time counts');
select is((select count(*) from outlier.late_touches), 0::bigint, 'and that is done once');
select outlier.touch_authors(array[test.number(0)], array[test.monday()]);
select is((select last_texted_at from outlier.authors where phone_number = test.number(0)), test.monday('1 hour'), 'it never goes back');
select is((select count(*) from outlier.consent_events), 0::bigint, 'and is no change of consent');
rollback to savepoint queued;

-- Everybody gets a turn: ten broadcasts reach a tenth of the people each.
delete from outlier.queued_messages;
delete from outlier.authors;
select test.authors(50);
select test.segment('turns', 'select phone_number from authors order by last_texted_at nulls first, phone_number');
select test.share(test.broadcast(5), (select id from outlier.audience_segments where name = 'turns'));
create function pg_temp.ten() returns void language plpgsql as $$
begin
  for i in 0..9 loop
    perform outlier.make_broadcast(test.monday(make_interval(days => i)));
    perform test.send_all(test.monday(make_interval(days => i)));
  end loop;
end
$$;
select pg_temp.ten();
select is(
  (select array_agg(distinct n) from (select count(*) as n from outlier.message_statuses group by recipient_phone_number) as texts), '{1}'::bigint[],
  'nobody is texted twice before everybody was texted once'
);
select * from finish();
rollback;
