create or replace function outlier.touch_late_authors()
returns void
language plpgsql
volatile
set search_path = ''
as $$
declare
  v_free text[] := array(
    select a.phone_number
    from outlier.authors as a
    where a.phone_number in (select t.phone_number from outlier.late_touches as t)
    for no key update skip locked
  );
  v_phone_numbers text[];
  v_times timestamptz[];
begin
  with late as (
    delete from outlier.late_touches as t
    where t.phone_number = any (v_free)
      or not exists (select from outlier.authors as a where a.phone_number = t.phone_number)
    returning t.phone_number, t.texted_at
  )
  select pg_catalog.array_agg(l.phone_number), pg_catalog.array_agg(l.texted_at)
  into v_phone_numbers, v_times
  from late as l;
  if v_phone_numbers is not null then
    perform outlier.touch_authors(v_phone_numbers, v_times);
  end if;
end;
$$;
comment on function outlier.touch_late_authors() is
  'Sets authors.last_texted_at of the people in late_touches. Skips rows that are still locked until the next call.';
