-- As with the weekly schedule, a row that the request does not name keeps its hours.
create or replace function outlier.change_contact_hours(p_rows jsonb, p_now timestamptz)
returns void
language plpgsql
volatile
set search_path = ''
as $$
declare
  v_row jsonb;
  v_state text;
  v_weekday bigint;
  v_opens time;
  v_closes time;
begin
  if pg_catalog.jsonb_typeof(p_rows) is distinct from 'array' then
    raise exception using
      errcode = 'OT010',
      message = 'contactHours must be a list',
      hint = 'Give a list such as [{"state": null, "weekday": 1, "opens": "09:00", "closes": "20:00"}].';
  end if;
  for v_row in
    select r.item
    from pg_catalog.jsonb_array_elements(p_rows) as r (item)
    order by r.item ->> 'state' nulls first, r.item ->> 'weekday'
  loop
    if pg_catalog.jsonb_typeof(v_row) <> 'object' then
      raise exception using errcode = 'OT010', message = 'a row of contactHours must be an object';
    end if;
    v_state := pg_catalog.upper(pg_catalog.btrim(outlier.request_text(v_row, 'state', 20)) collate "C");
    if v_state is not null and not exists (select from outlier.states as s where s.code = v_state) then
      raise exception using
        errcode = 'OT010',
        message = pg_catalog.format('the state "%s" of contactHours does not exist', outlier.mask_value(v_state)),
        hint = 'Give the code of a state, such as MI. Null means the default hours, for everybody.';
    end if;
    v_weekday := outlier.request_integer(v_row, 'weekday');
    if v_weekday is null or v_weekday not between 1 and 7 then
      raise exception using
        errcode = 'OT010',
        message = pg_catalog.format(
          'weekday of contactHours must be 1 (Monday) to 7 (Sunday), not %s', coalesce(v_weekday::text, 'null')
        );
    end if;
    if coalesce(v_row -> 'opens', 'null') = 'null' and coalesce(v_row -> 'closes', 'null') = 'null' then
      delete from outlier.contact_hours as h where h.state is not distinct from v_state and h.weekday = v_weekday;
      continue;
    end if;
    v_opens := outlier.request_time(outlier.request_text(v_row, 'opens', 20), 'opens of contactHours');
    v_closes := outlier.request_time(outlier.request_text(v_row, 'closes', 20), 'closes of contactHours');
    if v_opens > v_closes then
      raise exception using
        errcode = 'OT010',
        message = pg_catalog.format(
          'contactHours of weekday %s open at %s, after they close at %s', v_weekday, pg_catalog.left(v_opens::text, 5),
          pg_catalog.left(v_closes::text, 5)
        ),
        hint = 'Hours cannot go over midnight. Give the same time twice to close the whole day.';
    end if;
    insert into outlier.contact_hours as h (state, weekday, opens, closes, source, checked_on)
    values (
      v_state, v_weekday, v_opens, v_closes,
      coalesce(outlier.request_text(v_row, 'source', 500), 'set by ' || outlier.actor_name()), p_now::date
    )
    on conflict (state, weekday) do update set
      opens = excluded.opens,
      closes = excluded.closes,
      source = coalesce(outlier.request_text(v_row, 'source', 500), 'set by ' || outlier.actor_name()),
      checked_on = excluded.checked_on
    -- Saving the same hours must not change source and checked_on.
    where (h.opens, h.closes) is distinct from (excluded.opens, excluded.closes)
      or h.source is distinct from coalesce(outlier.request_text(v_row, 'source', 500), h.source);
  end loop;
end;
$$;
comment on function outlier.change_contact_hours(jsonb, timestamptz) is
  'Sets contact hours by state (null: everybody) and weekday. If opens and closes are null, deletes the row. A '
  'weekday without a default row is closed. OT010: a row is not accepted.';
