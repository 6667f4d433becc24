create or replace function outlier.touch_late_authors()
returns void
language plpgsql
volatile
set search_path = ''
as $$
declare
  v_phone_numbers text[];
  v_times timestamptz[];
begin
  with late as (
    delete from outlier.late_touches as t
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
  'Sets authors.last_texted_at of those whose rows were locked when they were texted. A row that is still locked waits '
  'for the next time.';
