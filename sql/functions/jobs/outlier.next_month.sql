create or replace function outlier.next_month(p_month timestamptz)
returns timestamptz
language sql
immutable
strict
set search_path = ''
as $$
  select (p_month at time zone 'UTC' + interval '1 month') at time zone 'UTC';
$$;
comment on function outlier.next_month(timestamptz) is 'Returns the start of the next month, in UTC.';
