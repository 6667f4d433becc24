-- A form sends numbers as text.
create or replace function outlier.read_share(p_share jsonb)
returns numeric
language sql
immutable
set search_path = ''
as $$
  select case
    when given.share ~ E'^[0-9]{1,3}(\\.[0-9]{1,2}0*)?$' and given.share::numeric <= 100 then given.share::numeric
  end
  from (select coalesce(nullif(pg_catalog.btrim(p_share ->> 'ratio'), ''), '0') as share) as given
  where p_share ? 'ratio';
$$;
comment on function outlier.read_share(jsonb) is
  'Returns the share in percent that a request gives a segment. An empty share is 0. Null: the share is missing, or '
  'is not a number from 0 to 100 with at most two decimals.';
