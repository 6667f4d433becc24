create or replace function outlier.find_event_people(p_event jsonb)
returns table (phone_number text, name text)
language plpgsql
stable
set search_path = ''
rows 2
as $$
#variable_conflict use_column
declare
  v_own text[] := outlier.own_numbers(p_event);
begin
  return query
  select distinct on (person.phone_number) person.phone_number, person.name
  from (
    select
      outlier.known_phone_number(outlier.json_text(a.author -> 'phone_number')) as phone_number,
      outlier.json_text(a.author -> 'name') as name
    from pg_catalog.jsonb_array_elements(
      outlier.json_array(p_event #> '{conversation,authors}') || outlier.json_array(
        p_event #> '{conversation,external_authors}'
      )
    ) as a (author)
    where pg_catalog.jsonb_typeof(a.author) = 'object'
    union all
    select outlier.find_message_person(p_event), null
  ) as person
  where person.phone_number is not null
    and person.phone_number <> all (v_own)
  -- If Missive has no name for a person, it gives the phone number as the name. A real name is preferred.
  order by
    person.phone_number, person.name is null, outlier.known_phone_number(person.name) is not null, person.name;
end;
$$;
comment on function outlier.find_event_people(jsonb) is
  'Returns the people of an event''s conversation who have a phone number, without our own numbers.';
