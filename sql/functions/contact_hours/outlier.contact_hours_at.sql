create or replace function outlier.contact_hours_at(
  p_phone_number text,
  p_now timestamptz default now(),
  out states text[],
  out time_zones text[],
  out is_open boolean,
  out until timestamptz
)
returns record
language plpgsql
stable
set search_path = ''
as $$
begin
  select p.states, p.time_zones, w.is_open, w.until
  into states, time_zones, is_open, until
  from (select p_phone_number as phone_number) as n
  left join outlier.authors as a on a.phone_number = n.phone_number
  cross join lateral outlier.find_place(n.phone_number, a.time_zone, a.state) as p
  cross join lateral outlier.contact_window(p.states, p.time_zones, p_now) as w;
end;
$$;
comment on function outlier.contact_hours_at(text, timestamptz) is
  'Returns where a person is, and whether their contact hours are open: see find_place() and contact_window(). The '
  'number is in E.164. If no author has the number, only the number itself counts.';
-- Views call this function with the rights of the user who reads them.
grant execute on function outlier.contact_hours_at(text, timestamptz) to outlier_reader;
