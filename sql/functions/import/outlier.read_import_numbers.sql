create or replace function outlier.read_import_numbers(p_numbers text[])
returns void
language plpgsql
volatile
set search_path = ''
as $$
begin
  insert into pg_temp.import_numbers (raw, phone_number, note)
  select given.raw, n.phone_number, n.note
  from (
    select distinct u.raw
    from pg_catalog.unnest(p_numbers) as u (raw)
    where u.raw is not null
  ) as given
  cross join lateral outlier.read_phone_number(given.raw) as n
  on conflict (raw) do nothing;
end;
$$;
comment on function outlier.read_import_numbers(text[]) is
  'Reads phone numbers of the source that are not in its table authors. Stores the results in the temporary table '
  'import_numbers.';
