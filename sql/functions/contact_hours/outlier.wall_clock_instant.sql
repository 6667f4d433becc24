-- When a change of the clocks skips an hour, PostgreSQL reads a time in it by the clock before the change, which is up
-- to an hour late. When a change doubles an hour, PostgreSQL reads a time in it as the later of the two.
create or replace function outlier.wall_clock_instant(p_wall timestamp, p_time_zone text, p_is_closing boolean)
returns timestamptz
language plpgsql
stable
strict
set search_path = ''
as $$
declare
  v_instant timestamptz := p_wall at time zone p_time_zone;
  v_shift interval := (v_instant at time zone p_time_zone) - p_wall;
  v_before timestamptz;
  v_middle timestamptz;
begin
  -- The time is skipped. The change is earlier by at most the skipped time. Before the change, the clock shows less
  -- than p_wall.
  if v_shift <> interval '0' then
    v_before := pg_catalog.date_trunc('second', v_instant - v_shift);
    v_instant := pg_catalog.date_trunc('second', v_instant);
    while v_instant - v_before > interval '1 second' loop
      v_middle := pg_catalog.date_trunc('second', v_before + (v_instant - v_before) / 2);
      if v_middle at time zone p_time_zone < p_wall then
        v_before := v_middle;
      else
        v_instant := v_middle;
      end if;
    end loop;
    return v_instant;
  end if;
  -- The time is doubled if the clock was set back in the three hours before. A closing uses the first of the two
  -- times.
  if p_is_closing then
    v_shift := interval '3 hours' - (p_wall - ((v_instant - interval '3 hours') at time zone p_time_zone));
    if v_shift > interval '0' and (v_instant - v_shift) at time zone p_time_zone = p_wall then
      return v_instant - v_shift;
    end if;
  end if;
  return v_instant;
end;
$$;
comment on function outlier.wall_clock_instant(timestamp, text, boolean) is
  'Returns when the clocks of a zone show a time. If a change of the clocks skips the time, returns the first moment '
  'after the change. If the clocks show it twice, returns the first time for a closing and the second time for an '
  'opening. So no text leaves while either reading is outside of the hours.';
-- contact_window() calls this function with the rights of the user who calls it.
grant execute on function outlier.wall_clock_instant(timestamp, text, boolean) to outlier_reader;
