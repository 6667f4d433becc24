-- An accepted response must be recorded even if another session has locked a person's row, or a migration has locked
-- the table.
create or replace function outlier.touch_authors(p_phone_numbers text[], p_times timestamptz[])
returns void
language plpgsql
volatile
set search_path = ''
as $$
begin
  -- This update changes no consent, so the trigger that records changes of consent can skip it.
  perform pg_catalog.set_config('outlier.consent_is_recorded', 'on', true);
  begin
    perform outlier.touch_at_once(p_phone_numbers, p_times);
  exception
    when lock_not_available or deadlock_detected then
      insert into outlier.late_touches (phone_number, texted_at)
      select t.phone_number, t.at
      from unnest(p_phone_numbers, p_times) as t (phone_number, at);
  end;
  perform pg_catalog.set_config('outlier.consent_is_recorded', 'off', true);
end;
$$;
comment on function outlier.touch_authors(text[], timestamptz[]) is
  'Sets authors.last_texted_at to the time of the last text, if that is later. Does not wait for locks: if another '
  'session has locked one of the rows, stores the times in late_touches.';
