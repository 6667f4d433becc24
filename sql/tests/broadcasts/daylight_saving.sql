-- Simulates the scheduler minute by minute, from the evening before a clock change to the morning after it.
-- Shows: clock-change
begin;
select plan(21);
select test.authors(1);
select test.segment('nobody', 'select phone_number from authors where false');

create function pg_temp.run(p_zone text, p_time time, p_from timestamptz, p_until timestamptz, p_session_zone text)
returns timestamptz[] language plpgsql as $$
declare
  v_minute timestamptz := p_from;
begin
  perform set_config('timezone', p_session_zone, true);
  delete from outlier.broadcasts_segments;
  delete from outlier.incidents;
  delete from outlier.broadcasts;
  delete from outlier.broadcast_settings;
  perform test.settings(p_zone);
  perform test.schedule(p_time, p_from - interval '1 day');
  perform test.broadcast(1, p_scheduled_after => p_from - interval '1 second');
  while v_minute < p_until loop
    -- pg_cron is some seconds late, and sometimes skips a minute.
    if extract(epoch from v_minute)::bigint / 60 % 7 <> 0 then
      perform outlier.check_and_trigger_broadcast(
        v_minute + interval '1 second' * (extract(epoch from v_minute)::bigint / 60 % 40)
      );
    end if;
    v_minute := v_minute + interval '1 minute';
  end loop;
  -- Returns run_at, because made_at may be a later minute.
  return array(select b.run_at from outlier.broadcasts as b where b.made_at is not null order by b.run_at);
end;
$$;
create temp table runs as
select c.*, pg_temp.run(c.zone, c.at, c.from_time, c.until_time, c.session_zone) as made
from (values
  (
    'Detroit in spring',
    'America/Detroit',
    time '02:30',
    timestamptz '2026-03-08 00:00+00',
    timestamptz '2026-03-09 12:00+00',
    'UTC'
  ),
  ('Detroit in autumn', 'America/Detroit', '01:30', '2026-11-01 00:00+00', '2026-11-02 12:00+00', 'Asia/Tokyo'),
  ('Berlin in spring', 'Europe/Berlin', '02:00', '2026-03-28 12:00+00', '2026-03-30 12:00+00', 'America/Detroit'),
  ('Berlin in autumn', 'Europe/Berlin', '02:30', '2026-10-24 12:00+00', '2026-10-26 12:00+00', 'UTC'),
  ('Lord Howe in spring', 'Australia/Lord_Howe', '02:15', '2026-10-02 12:00+00', '2026-10-04 12:00+00', 'UTC'),
  (
    'São Paulo at a missing midnight',
    'America/Sao_Paulo',
    '00:00',
    '2018-11-03 12:00+00',
    '2018-11-05 12:00+00',
    'Europe/Berlin'
  ),
  ('Apia over its missing day', 'Pacific/Apia', '10:00', '2011-12-29 00:00+00', '2012-01-01 00:00+00', 'UTC')
) as c (what, zone, at, from_time, until_time, session_zone);

select is(
  (select array_agg(date_trunc('hour', made) order by made) from unnest(r.made) as made),
  (
    select array_agg(date_trunc('hour', slot) order by slot)
    from outlier.slots_between(
      array_fill(r.at, array[7]), r.zone, r.from_time - interval '1 second', r.until_time
    ) as slot
  ),
  format('%s: exactly one broadcast for each slot, minute by minute', r.what)
)
from runs as r order by r.what;
select is(
  (select count(*) from unnest(r.made) as made
   where not exists (
     select
     from outlier.slots_between(
       array_fill(r.at, array[7]), r.zone, r.from_time - interval '1 second', r.until_time
     ) as slot
     where made >= slot and made < slot + interval '2 minutes')),
  0::bigint,
  format('%s: none starts before its slot, or minutes after it', r.what)
)
from runs as r order by r.what;
select ok(cardinality(r.made) between 2 and 3, format('%s: %s broadcasts', r.what, cardinality(r.made)))
from runs as r
order by r.what;
select * from finish();
rollback;
