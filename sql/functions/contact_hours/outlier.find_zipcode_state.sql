create or replace function outlier.find_zipcode_state(p_zipcode text)
returns text
language sql
stable
strict
set search_path = ''
as $$
  select case when z.last_zipcode >= given.zipcode then z.state end
  from (select pg_catalog.substring(p_zipcode, E'^\\s*([0-9]{5})(?:[- ]?[0-9]{4})?\\s*$') as zipcode) as given
  cross join lateral (
    select known.state, known.last_zipcode
    from outlier.zipcodes as known
    where known.first_zipcode <= given.zipcode
    order by known.first_zipcode desc
    limit 1
  ) as z;
$$;
comment on function outlier.find_zipcode_state(text) is
  'Returns the state of a ZIP code such as 48201 or 48201-1234, as a code of outlier.states. Null: this is not a ZIP '
  'code, or it belongs to no state.';
