-- Steps from one change of a zone to the next. If all zones are open, the next step is the first closing. If a zone is
-- closed, it is the last opening. Nearly always, one step is enough.
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
  v_end constant timestamptz := p_now + interval '14 days';
  v_opening time[] := pg_catalog.array_fill(null::time, array[7]);
  v_closing time[] := pg_catalog.array_fill(null::time, array[7]);
  v_crosses_midnight boolean := false;
  v_rule record;
  v_at timestamptz := p_now;
  v_zone text;
  v_date date;
  v_day integer;
  v_opens timestamptz;
  v_closes timestamptz;
  v_first_closes timestamptz;
  v_last_opens timestamptz;
begin
  -- For each weekday, the hours that the default and all rows of the states have in common. Null: closed.
  for v_rule in
    select h.weekday, pg_catalog.max(h.opens) as opens, pg_catalog.min(h.closes) as closes
    from outlier.contact_hours as h
    where h.state is null
      or h.state = any (p_states)
      or h.state = any (array(select s.country from outlier.states as s where s.code = any (p_states)))
    group by h.weekday
    having pg_catalog.bool_or(h.state is null) and pg_catalog.max(h.opens) < pg_catalog.min(h.closes)
  loop
    v_opening[v_rule.weekday] := v_rule.opens;
    v_closing[v_rule.weekday] := v_rule.closes;
    v_crosses_midnight := v_crosses_midnight or v_rule.closes = '24:00';
  end loop;
  if pg_catalog.cardinality(p_time_zones) > 0 is not true then
    is_open := false;
    return;
  end if;

  loop
    v_first_closes := 'infinity';
    v_last_opens := null;
    foreach v_zone in array p_time_zones loop
      -- Find the hours of this date, or of the next date that has hours.
      v_date := (v_at at time zone v_zone)::date;
      for v_ahead in 0..14 loop
        v_day := extract(isodow from v_date);
        v_opens := outlier.wall_clock_instant(v_date + v_opening[v_day], v_zone, false);
        v_closes := outlier.wall_clock_instant(v_date + v_closing[v_day], v_zone, true);
        exit when v_opens < v_closes and v_at < v_closes;
        v_opens := null;
        v_date := v_date + 1;
      end loop;
      if v_opens <= v_at then
        v_first_closes := least(v_first_closes, v_closes);
      else
        v_last_opens := greatest(v_last_opens, coalesce(v_opens, 'infinity'));
      end if;
    end loop;
    is_open := coalesce(is_open, v_last_opens is null);
    if is_open and v_last_opens is null and v_first_closes < v_end then
      until := v_first_closes;
      exit when not v_crosses_midnight;
      v_at := v_first_closes;
    elsif is_open then
      -- The hours lasted past midnight, or they do not close.
      until := case when v_last_opens is null then 'infinity' else v_at end;
      exit;
    elsif v_last_opens is null then
      until := v_at;
      exit;
    else
      v_at := v_last_opens;
      exit when v_at > v_end;
    end if;
  end loop;
end;
$$;
comment on function outlier.contact_window(text[], text[], timestamptz) is
  'Returns whether contact hours are open, under the default and the rules of all given states, in all given zones. '
  'until: if they are open, the moment when they close (infinity: not within 14 days). If they are closed, the moment '
  'when they open (null: not within 14 days, such as in zones that have no hour in common). Without a zone, they are '
  'closed.';
-- Views call this function with the rights of the user who reads them.
grant execute on function outlier.contact_window(text[], text[], timestamptz) to outlier_reader;
