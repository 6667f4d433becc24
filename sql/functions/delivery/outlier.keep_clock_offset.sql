-- If another session is writing, this function skips the measurement, because the next answer contains the same. So no
-- session waits.
create or replace function outlier.keep_clock_offset(p_service text, p_clocks jsonb[], p_now timestamptz)
returns void
language plpgsql
volatile
set search_path = ''
as $$
declare
  v_hour timestamptz := pg_catalog.date_trunc('hour', p_now, 'UTC');
  v_lowest interval;
  v_highest interval;
begin
  -- A Date is cut to its second, so add half a second. An offset of more than a day is not a measurement.
  select pg_catalog.min(measured.apart), pg_catalog.max(measured.apart)
  into v_lowest, v_highest
  from (
    select
      pg_catalog.to_timestamp((c.clock ->> 'date')::bigint + 0.5)
        - (p_now - pg_catalog.make_interval(secs => (c.clock ->> 'age')::double precision / 1000)) as apart
    from pg_catalog.unnest(p_clocks) as c (clock)
    where pg_catalog.jsonb_typeof(c.clock) = 'object'
      and (c.clock ->> 'date') ~ '^[0-9]{1,10}$'
      and (c.clock ->> 'age') ~ '^[0-9]{1,9}$'
  ) as measured
  where measured.apart between interval '-24 hours' and interval '24 hours';
  if v_lowest is null
    or exists (
      select
      from outlier.clock_offsets as known
      where known.service = p_service
        and known.hour = v_hour
        -- A difference below the precision of Date is not a new measurement.
        and known.lowest <= v_lowest + interval '1 second'
        and known.highest >= v_highest - interval '1 second'
    )
    or not pg_catalog.pg_try_advisory_xact_lock(pg_catalog.hashtextextended('outlier clock offsets', 0))
  then
    return;
  end if;
  insert into outlier.clock_offsets as known (service, hour, lowest, highest)
  values (p_service, v_hour, v_lowest, v_highest)
  on conflict (service, hour) do update
  set lowest = least(known.lowest, excluded.lowest), highest = greatest(known.highest, excluded.highest);
  -- Keep measurements as long as Outlier may search for a message.
  delete from outlier.clock_offsets as old
  where old.hour < p_now - (
    select greatest(s.reconciliation_window, interval '7 days') + interval '2 days' from outlier.settings as s
  );
end;
$$;
comment on function outlier.keep_clock_offset(text, jsonb[], timestamptz) is
  'Records how far the clock of a service is ahead of ours, from its answers: date is the Date header in unix '
  'seconds, age is how many milliseconds ago the answer came.';
