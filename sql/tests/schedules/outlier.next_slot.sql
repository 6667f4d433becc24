begin;
select plan(11);

-- Steps from slot to slot, like the schedule.
create function pg_temp.walk(
  p_zone text, p_time time, p_from timestamptz, p_until timestamptz
) returns timestamptz[] language plpgsql as $$
declare
  v_slots timestamptz[] := '{}';
  v_slot timestamptz := p_from;
begin
  loop
    v_slot := outlier.next_slot(array_fill(p_time, array[7]), p_zone, v_slot);
    exit when v_slot > p_until;
    v_slots := v_slots || v_slot;
  end loop;
  return v_slots;
end;
$$;
select is(
  pg_temp.walk(zone, at, '2011-06-01 00:00+00', '2012-12-31 00:00+00'),
  array(
    select slot
    from outlier.slots_between(array_fill(at, array[7]), zone, '2011-06-01 00:00+00', '2012-12-31 00:00+00') as slot
    order by slot
  ),
  format('%s at %s: walking from slot to slot over the clock changes finds each one once', zone, at)
)
from (values
  ('America/Detroit', time '02:30'), ('Europe/Berlin', '02:30'), ('Australia/Lord_Howe', '02:15'),
  ('America/Sao_Paulo', '00:00'), ('Pacific/Apia', '10:00'), ('UTC', '10:00')
) as cases (zone, at);

select is(
  outlier.next_slot(array_fill(time '10:00', array[7]), 'America/Detroit', test.monday()),
  test.monday('1 day'),
  'a slot is after the instant, never at it'
);
select is(
  outlier.next_slot(array_fill(time '10:00', array[7]), 'America/Detroit', test.monday('-1 second')),
  test.monday(),
  'a slot a second ahead is the next one'
);
select is(
  outlier.next_slot(array['10:00', null, null, null, null, null, null]::time[], 'America/Detroit', test.monday()),
  test.monday('7 days') - interval '1 hour',
  'one day a week: the next is a week on, by the wall clock'
);
select is(outlier.next_slot(array_fill(null::time, array[7]), 'UTC', test.monday()), null, 'no times, no slot');
select is(outlier.next_slot(array_fill(time '10:00', array[7]), 'UTC', null), null, 'no instant, no slot');
select * from finish();
rollback;
