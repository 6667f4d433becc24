-- Two passes: the first three days answer nearly every question.
create or replace function outlier.contact_window(
  p_states text[],
  p_time_zones text[],
  p_now timestamptz default now(),
  out is_open boolean,
  out until timestamptz
)
returns record
language plpgsql
stable
set search_path = ''
as $$
declare
  v_opens time[];
  v_closes time[];
  v_days integer := 3;
  v_hours tstzmultirange;
  v_now tstzrange;
begin
  -- By weekday, what the default and all rows of the states have in common. Null: closed.
  select pg_catalog.array_agg(h.opens order by n.weekday), pg_catalog.array_agg(h.closes order by n.weekday)
  into v_opens, v_closes
  from pg_catalog.generate_series(1, 7) as n (weekday)
  left join (
    select w.weekday, pg_catalog.max(w.opens) as opens, pg_catalog.min(w.closes) as closes
    from outlier.contact_hours as w
    where w.state is null
      or w.state = any (p_states)
      or w.state in (select s.country from outlier.states as s where s.code = any (p_states))
    group by w.weekday
    having pg_catalog.bool_or(w.state is null) and pg_catalog.max(w.opens) < pg_catalog.min(w.closes)
  ) as h on h.weekday = n.weekday;
  loop
    select pg_catalog.range_intersect_agg(z.hours)
    into v_hours
    from (
      select coalesce(
        pg_catalog.range_agg(pg_catalog.tstzrange(i.opens, i.closes)) filter (where i.opens < i.closes), '{}'
      ) as hours
      from pg_catalog.unnest(p_time_zones) as zone (name)
      cross join pg_catalog.generate_series(-1, v_days) as day (number)
      cross join lateral (select (p_now at time zone zone.name)::date + day.number as date) as d
      cross join lateral (
        select
          outlier.wall_clock_instant(
            d.date + v_opens[extract(isodow from d.date)::integer], zone.name, false
          ) as opens,
          outlier.wall_clock_instant(
            d.date + v_closes[extract(isodow from d.date)::integer], zone.name, true
          ) as closes
      ) as i
      group by zone.name
    ) as z;
    select r.hours into v_now from pg_catalog.unnest(v_hours) as r (hours) where r.hours @> p_now;
    is_open := v_now is not null;
    if is_open then
      until := pg_catalog.upper(v_now);
    else
      select pg_catalog.min(pg_catalog.lower(r.hours))
      into until
      from pg_catalog.unnest(v_hours) as r (hours)
      where pg_catalog.lower(r.hours) > p_now;
    end if;
    -- What ends with the days looked at may go on.
    exit when until < p_now + pg_catalog.make_interval(days => v_days - 1);
    if v_days = 15 then
      until := case when is_open then timestamptz 'infinity' end;
      exit;
    end if;
    v_days := 15;
  end loop;
end;
$$;
comment on function outlier.contact_window(text[], text[], timestamptz) is
  'Whether the contact hours are open, where all the given states'' rules and the default hold in all the given zones. '
  'until: if they are open, the moment when they close (infinity: not within 14 days); if they are closed, the moment '
  'when they open (null: not within 14 days, such as in zones that have no hour in common). Without a zone they are '
  'closed.';
-- Views call it with their reader's rights.
grant execute on function outlier.contact_window(text[], text[], timestamptz) to outlier_reader;
