create or replace function outlier.touch_at_once(p_phone_numbers text[], p_times timestamptz[])
returns void
language plpgsql
volatile
set search_path = ''
set lock_timeout = '1ms'
as $$
begin
  update outlier.authors as a
  set last_texted_at = texted.at
  from (
    select t.phone_number, pg_catalog.max(t.at) as at
    from unnest(p_phone_numbers, p_times) as t (phone_number, at)
    group by t.phone_number
  ) as texted
  where a.phone_number = texted.phone_number
    and (a.last_texted_at is null or a.last_texted_at < texted.at);
end;
$$;
comment on function outlier.touch_at_once(text[], timestamptz[]) is
  'Sets authors.last_texted_at to the time of the last text, if that is later. 55P03: another session has locked one '
  'of the rows.';
