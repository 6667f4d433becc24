-- An accepted answer is recorded even if another session holds the person's row. The maintenance sees to such rows.
create or replace function outlier.touch_authors(p_phone_numbers text[], p_times timestamptz[])
returns void
language plpgsql
volatile
set search_path = ''
as $$
declare
  v_free text[];
begin
  -- This changes nobody's consent, so the trigger that records changes of consent has nothing to do.
  perform pg_catalog.set_config('outlier.consent_is_recorded', 'on', true);
  begin
    perform outlier.touch_at_once(p_phone_numbers, p_times);
  exception
    when lock_not_available or deadlock_detected then
      v_free := array(
        select a.phone_number
        from outlier.authors as a
        where a.phone_number = any (p_phone_numbers)
        for no key update skip locked
      );
      perform outlier.touch_at_once(
        pg_catalog.array_agg(t.phone_number), pg_catalog.array_agg(t.at)
      )
      from unnest(p_phone_numbers, p_times) as t (phone_number, at)
      where t.phone_number = any (v_free)
      having pg_catalog.count(*) > 0;
      insert into outlier.late_touches (phone_number, texted_at)
      select t.phone_number, t.at
      from unnest(p_phone_numbers, p_times) as t (phone_number, at)
      where t.phone_number <> all (v_free)
        and exists (select from outlier.authors as a where a.phone_number = t.phone_number);
  end;
  perform pg_catalog.set_config('outlier.consent_is_recorded', 'off', true);
end;
$$;
comment on function outlier.touch_authors(text[], timestamptz[]) is
  'Sets authors.last_texted_at of people who were texted at the given times, where that is later. Does not wait for a '
  'row that another session holds: late_touches keeps the time.';
