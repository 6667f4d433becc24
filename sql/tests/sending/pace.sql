-- Sends 1,200 messages at Missive's documented limits (5 at a time, 300 a minute, 900 in 15 minutes), like an executor.
-- Each call has a different duration. The next claim follows when a call has ended, or at the time that the last claim
-- returned.
begin;
select plan(13);
select test.sending(1200);

create temp table calls (
  id bigint, claim jsonb, starts_at timestamptz, ends_at timestamptz, reaches_at timestamptz, done boolean default false
);
create function pg_temp.send(p_until interval) returns integer language plpgsql as $$
declare
  v_now timestamptz := test.monday();
  v_claim jsonb;
  v_call record;
  v_wake timestamptz;
  v_number integer := 0;
  v_steps integer := 0;
begin
  while v_now < test.monday(p_until) and exists (select from outlier.queued_messages) loop
    v_steps := v_steps + 1;
    for v_call in select * from calls where not done and ends_at <= v_now order by ends_at loop
      perform test.record_messages('first_messages',
        jsonb_build_array(jsonb_build_object('id', v_call.id, 'claimId', v_call.claim, 'status', 201, 'written', true)),
        v_call.ends_at);
      update calls set done = true where id = v_call.id;
    end loop;
    v_claim := test.claim(v_now, 5);
    for v_call in select (m ->> 'id')::bigint as id from jsonb_array_elements(v_claim -> 'messages') as m loop
      v_number := v_number + 1;
      -- A call takes between 40 and 600 milliseconds, and reaches Missive at some moment of that time.
      insert into calls (id, claim, starts_at, ends_at, reaches_at)
      values (v_call.id, v_claim -> 'claimId', v_now,
        v_now + interval '1 millisecond' * (40 + v_number * 7919 % 561),
        v_now + interval '1 millisecond' * (v_number * 104729 % (40 + v_number * 7919 % 561)));
    end loop;
    v_wake := v_now + interval '1 millisecond' * (v_claim ->> 'wakeInMilliseconds')::bigint;
    v_now := least(v_wake, (select min(ends_at) from calls where not done));
  end loop;
  return v_steps;
end;
$$;
create temp table run as select pg_temp.send('1 hour') as steps;

-- The largest number of calls in any interval of that length. It is enough to check intervals that begin with a call.
create function pg_temp.fullest(p_length interval, p_clock text) returns bigint language sql as $$
  with arrivals as (
    select case p_clock when 'start' then starts_at when 'end' then ends_at else reaches_at end as at from calls
  )
  select max(n)
  from (
    select count(*) over (order by at range between current row and p_length - interval '1 microsecond' following) as n
    from arrivals
  ) as counted;
$$;
select is((select count(*) from outlier.message_statuses), 1200::bigint, 'all are sent');
select is((select count(distinct recipient_phone_number) from outlier.message_statuses), 1200::bigint, 'each once');
select cmp_ok(
  pg_temp.fullest('1 minute', clock),
  '<=',
  300::bigint,
  format('no minute has more than 300 calls, by the %s of each', clock)
)
from unnest(array['start', 'arrival', 'end']) as clock;
select cmp_ok(
  pg_temp.fullest('15 minutes', clock),
  '<=',
  900::bigint,
  format('no 15 minutes have more than 900 calls, by the %s of each', clock)
)
from unnest(array['start', 'arrival', 'end']) as clock;
select cmp_ok(
  (
    select max((select count(*) from calls as o where o.starts_at <= c.starts_at and o.ends_at > c.starts_at))
    from calls as c
  ),
  '<=',
  5::bigint,
  'never are more than five under way'
);
select cmp_ok(
  (select max(starts_at) from (select starts_at from calls order by starts_at limit 300) as c),
  '<',
  test.monday('30 seconds'),
  'the quota is used up and not trickled: 300 go out as fast as five at a time can'
);
select cmp_ok(
  (select max(ends_at) from (select ends_at from calls order by starts_at limit 900) as c),
  '<',
  test.monday('2 minutes 40 seconds'),
  'the first 900 are through within three minutes'
);
select cmp_ok(
  (select max(ends_at) from calls),
  '<',
  test.monday('15 minutes 30 seconds'),
  'and the other 300 as soon as 15 minutes have passed'
);
select cmp_ok(
  (select steps from run), '<', 2500, 'between them the executor sleeps as long as it was told, and does not poll'
);
select * from finish();
rollback;
