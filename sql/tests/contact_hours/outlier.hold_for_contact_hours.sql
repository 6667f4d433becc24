-- No text is sent outside its recipient's contact hours, and each is sent as soon as they open.
-- Shows: table-contact_hours, contact-hours, exemption
begin;
select plan(22);
select test.settings();
select test.with_rules();
update outlier.settings set max_texts_per_day = null;
update outlier.quotas set max_concurrent = null;
delete from outlier.quota_limits;

-- The true hours of each place, independent of the system's own tables.
create temporary table place (
  phone_number text, zone text, mon time[], sat time[], sun time[]
);
insert into place values
  ('+13135550142', 'America/Detroit', '{09:00,20:00}', '{09:00,20:00}', '{12:00,20:00}'),
  ('+12035550142', 'America/New_York', '{09:00,20:00}', '{09:00,20:00}', '{12:00,20:00}'),
  ('+13055550142', 'America/New_York', '{09:00,20:00}', '{09:00,20:00}', '{12:00,20:00}'),
  ('+14105550142', 'America/New_York', '{09:00,20:00}', '{09:00,20:00}', '{12:00,20:00}'),
  ('+14015550142', 'America/New_York', '{09:00,18:00}', '{10:00,17:00}', '{12:00,17:00}'),
  ('+15025550142', 'America/Kentucky/Louisville', '{10:00,20:00}', '{10:00,20:00}', '{12:00,20:00}'),
  ('+12145550142', 'America/Chicago', '{09:00,20:00}', '{09:00,20:00}', '{12:00,20:00}'),
  ('+14055550142', 'America/Chicago', '{09:00,20:00}', '{09:00,20:00}', '{12:00,20:00}'),
  ('+12055550142', 'America/Chicago', '{09:00,20:00}', '{09:00,20:00}', null),
  ('+15045550142', 'America/Chicago', '{09:00,20:00}', '{09:00,20:00}', null),
  ('+16015550142', 'America/Chicago', '{09:00,20:00}', '{09:00,20:00}', null),
  ('+13035550142', 'America/Denver', '{09:00,20:00}', '{09:00,20:00}', '{12:00,20:00}'),
  ('+12135550142', 'America/Los_Angeles', '{09:00,20:00}', '{09:00,20:00}', '{12:00,20:00}'),
  ('+18085550142', 'Pacific/Honolulu', '{09:00,20:00}', '{09:00,20:00}', '{12:00,20:00}'),
  ('+17875550142', 'America/Puerto_Rico', '{09:00,20:00}', '{09:00,20:00}', '{12:00,20:00}');
insert into outlier.authors (phone_number) select p.phone_number from place as p;
create function pg_temp.is_open(p_place place, p_at timestamptz) returns boolean language sql as $$
  select coalesce(local.at::time >= hours.day[1] and local.at::time < hours.day[2], false)
  from (select p_at at time zone p_place.zone as at) as local
  cross join lateral (
    select case extract(isodow from local.at) when 7 then p_place.sun when 6 then p_place.sat else p_place.mon end as day
  ) as hours
$$;
create temporary table sent (phone_number text, at timestamptz, is_second boolean);
create function pg_temp.walk(p_from timestamptz, p_hours integer) returns void language plpgsql as $$
declare
  v_now timestamptz;
  v_claim jsonb;
  v_queue text;
begin
  for v_now in select generate_series(p_from, p_from + make_interval(hours => p_hours), interval '15 minutes') loop
    foreach v_queue in array array['first_messages', 'second_messages'] loop
      loop
        v_claim := test.claim(v_now, 100, v_queue);
        exit when jsonb_array_length(v_claim -> 'messages') = 0;
        insert into sent
        select m ->> 'to', v_now, v_queue = 'second_messages' from jsonb_array_elements(v_claim -> 'messages') as m;
        perform test.record(v_claim, v_now, p_queue => v_queue);
      end loop;
    end loop;
  end loop;
end
$$;
create function pg_temp.send_at(p_at timestamptz) returns bigint language plpgsql as $$
declare
  v_id bigint;
begin
  insert into outlier.campaigns (state, processed, first_message, second_message, delay, run_at, started_at, send_within)
  values ('sending', true, 'Hi', 'And?', 900, p_at, p_at, '5 days')
  returning id into v_id;
  insert into outlier.broadcast_first_messages (campaign_id, recipient_phone_number, message, due_at)
  select v_id, p.phone_number, 'Hi', p_at from place as p;
  return v_id;
end
$$;
-- Both clock changes of a year: the evening before and the day itself for each, and one ordinary day.
select test.let('days', '["2026-03-07", "2026-03-08", "2026-10-31", "2026-11-01", "2026-03-02"]');
create function pg_temp.outside(p_day date) returns text[] language plpgsql as $$
declare
  v_wrong text[];
  v_from timestamptz := (p_day + time '19:00') at time zone 'America/Detroit';
begin
  truncate sent;
  perform pg_temp.send_at(v_from);
  perform pg_temp.walk(v_from, 75);
  select array_agg(format('%s at %s', s.phone_number, s.at) order by s.at)
  into v_wrong
  from sent as s
  inner join place as p on p.phone_number = s.phone_number
  where not pg_temp.is_open(p, s.at);
  return v_wrong;
end
$$;
-- Each text must be sent in the first open quarter of an hour, by the table above.
create function pg_temp.late() returns text[] language sql as $$
  select array_agg(format('%s at %s', s.phone_number, s.at) order by s.at)
  from sent as s
  inner join place as p on p.phone_number = s.phone_number
  where not s.is_second
    and s.at <> (
      select min(quarter.at)
      from (select min(at) as at from sent) as began
      cross join lateral generate_series(began.at, s.at, interval '15 minutes') as quarter (at)
      where pg_temp.is_open(p, quarter.at)
    )
$$;
select is(pg_temp.outside((d #>> '{}')::date), null, 'a send at 19:00 on ' || (d #>> '{}') || ' reaches nobody outside of their hours')
from jsonb_array_elements(test.get('days')) as d;
select is((select count(*) from sent where not is_second), 15::bigint, 'and reaches everybody');
select is((select count(*) from sent where is_second), 15::bigint, 'the follow-ups too');
select is(pg_temp.late(), null, 'each first message as soon as the hours open');

-- Waiting messages are shown, and leave the front of their queue.
truncate sent;
select test.let('batch', to_jsonb(pg_temp.send_at(timestamptz '2026-03-02 23:00+00')));
select is(jsonb_array_length(test.claim(timestamptz '2026-03-03 02:30+00', 100) -> 'messages'), 3,
  'at 21:30 in Detroit three places are open'
);
select is(
  (select waiting_for_contact_hours from outlier.campaign_progress where id = test.get('batch')::bigint), 12::bigint,
  'the others are counted as waiting for contact hours'
);
select is(
  (select min(due_at) from outlier.queued_messages where held_since is not null),
  timestamptz '2026-03-03 13:00+00',
  'they fall due at the next opening, first of all in Puerto Rico'
);
select is(
  test.claim(timestamptz '2026-03-03 02:30+00', 100) ->> 'wakeInMilliseconds', (10.5 * 3600 * 1000)::bigint::text,
  'and the executor is told to ask then'
);
-- A change of the rules, or of a person's place, applies to waiting messages.
update outlier.authors set time_zone = 'Pacific/Honolulu' where phone_number = '+13135550142';
select is(
  test.claimed(test.claim(timestamptz '2026-03-03 02:30+00', 100)), array['+13135550142'],
  'somebody who turns out to live where it is day gets it now'
);
update outlier.authors set state = 'AL' where phone_number = '+12035550142';
select is(
  (select held_since is null from outlier.queued_messages where recipient_phone_number = '+12035550142'), true,
  'another state is looked at anew'
);
update outlier.contact_hours set closes = '23:00' where state is null;
select is(
  test.claimed(test.claim(timestamptz '2026-03-03 02:30+00', 100)), array['+12145550142'],
  'of longer hours nobody gains whom a state, or the federal window, narrows'
);
select ok(
  (select bool_and(held_since is not null) from outlier.queued_messages where state = 'waiting' and batch_id = test.get('batch')::bigint),
  'the others wait on'
);

-- The call must start before the hours close.
update outlier.contact_hours set opens = '09:00', closes = '20:00' where state is null;
delete from outlier.queued_messages;
select test.let('batch', to_jsonb(pg_temp.send_at(timestamptz '2026-03-05 00:59:30+00')));
select test.let('claim', test.claim(timestamptz '2026-03-05 00:59:30+00', 100));
select is(
  (select m ->> 'startWithinMilliseconds' from jsonb_array_elements(test.get('claim') -> 'messages') as m where m ->> 'to' = '+13055550142'),
  '30000', 'half a minute before the end a call has half a minute to start'
);

-- A batch that is exempt for public safety.
delete from outlier.queued_messages;
update outlier.contact_hours set closes = opens where state is null;
select test.let('batch', to_jsonb(pg_temp.send_at(timestamptz '2026-03-03 08:00+00')));
update outlier.batches set exempt_reason = 'Boil your water' where id = test.get('batch')::bigint;
select is(jsonb_array_length(test.claim(timestamptz '2026-03-03 08:00+00', 100) -> 'messages'), 15, 'an exempt batch wakes everybody');
select is((select exempt_reason from outlier.campaign_progress where id = test.get('batch')::bigint), 'Boil your water', 'and its progress says so');
delete from outlier.queued_messages;

update outlier.authors set time_zone = null, state = null where num_nonnulls(time_zone, state) > 0;

-- Many waiting messages add cost to the first claims only.
update outlier.contact_hours set opens = '09:00', closes = '20:00' where state is null;
insert into outlier.campaigns (state, processed, first_message, run_at, started_at)
values ('sending', true, 'Hi', timestamptz '2026-03-03 04:00+00', timestamptz '2026-03-03 04:00+00');
insert into outlier.broadcast_first_messages (campaign_id, recipient_phone_number, message, due_at)
select (select max(id) from outlier.campaigns), test.number(i), 'Hi', timestamptz '2026-03-03 04:00+00'
from generate_series(0, 11999) as i;
insert into outlier.authors (phone_number) select test.number(i) from generate_series(0, 11999) as i on conflict do nothing;
select is(jsonb_array_length(test.claim(timestamptz '2026-03-03 04:00+00', 5) -> 'messages'), 0, 'at night none of twelve thousand leaves');
select is((select count(*) from outlier.queued_messages where held_since is null), 0::bigint, 'and one claim has them all wait for the morning');
select is(jsonb_array_length(test.claim(timestamptz '2026-03-03 14:00+00', 5) -> 'messages'), 5, 'in the morning they leave as fast as the executor asks');
select * from finish();
rollback;
