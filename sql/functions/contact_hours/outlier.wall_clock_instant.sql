-- PostgreSQL reads a time in the skipped hour by the clock before the change, which is up to an hour late, and a time
-- in the doubled hour as the later of the two.
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
  -- Skipped: the change lies at most the skipped time earlier. Before it the clock shows less than p_wall.
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
  -- Doubled: in the three hours before, the clock was set back. It closes when the clock shows the time first.
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
  'When the clocks of a zone show a time. If a change of the clocks skips it: the first moment after the change. If '
  'they show it twice: the first time for what closes then, the second time for what opens then, so that no text '
  'leaves while either reading is outside the hours.';
-- contact_window() calls it with the rights of its reader.
grant execute on function outlier.wall_clock_instant(timestamp, text, boolean) to outlier_reader;
