-- An accepted answer is recorded whoever holds the person's row: rows that are locked are left to the maintenance.
create or replace function outlier.touch_authors(p_phone_numbers text[], p_times timestamptz[])
returns void
language plpgsql
volatile
set search_path = ''
as $$
declare
  v_free text[] := array(
    select a.phone_number
    from outlier.authors as a
    where a.phone_number = any (p_phone_numbers)
    for no key update skip locked
  );
begin
  -- No change of consent: nothing to look for.
  perform pg_catalog.set_config('outlier.consent_is_recorded', 'on', true);
  update outlier.authors as a
  set last_texted_at = texted.at
  from (
    select t.phone_number, pg_catalog.max(t.at) as at
    from unnest(p_phone_numbers, p_times) as t (phone_number, at)
    group by t.phone_number
  ) as texted
  where a.phone_number = any (v_free)
    and a.phone_number = texted.phone_number
    and (a.last_texted_at is null or a.last_texted_at < texted.at);
  perform pg_catalog.set_config('outlier.consent_is_recorded', 'off', true);

  if pg_catalog.cardinality(v_free) < pg_catalog.cardinality(p_phone_numbers) then
    insert into outlier.late_touches (phone_number, texted_at)
    select t.phone_number, t.at
    from unnest(p_phone_numbers, p_times) as t (phone_number, at)
    where t.phone_number <> all (v_free)
      and exists (select from outlier.authors as a where a.phone_number = t.phone_number);
  end if;
end;
$$;
comment on function outlier.touch_authors(text[], timestamptz[]) is
  'Sets authors.last_texted_at of people who were texted at the given times, where that is later. Waits for no row.';
