create or replace function outlier.find_conversation_person(p_event jsonb)
returns text[]
language plpgsql
stable
set search_path = ''
as $$
begin
  return (
    with latest as (
      -- A comment is about the person on the other side of the latest message.
      select m.phone_number
      from (
        select outlier.field_phone_number(p_event #> '{latest_message,from_field}') as phone_number
        union all
        select outlier.field_phone_number(p_event #> '{latest_message,to_fields,0}')
      ) as m
      where m.phone_number is not null
        and m.phone_number <> all (outlier.own_numbers(p_event))
    )
    select coalesce(
      (select pg_catalog.array_agg(l.phone_number) from (select l.phone_number from latest as l limit 1) as l),
      (
        select pg_catalog.array_agg(p.phone_number order by p.phone_number)
        from outlier.find_event_people(p_event) as p
      ),
      (
        select pg_catalog.array_agg(ca.author_phone_number order by ca.author_phone_number)
        from outlier.conversations_authors as ca
        where ca.conversation_id = outlier.json_id(p_event -> 'conversation')
          and ca.author_phone_number <> all (outlier.own_numbers(p_event))
      ),
      '{}'
    )
  );
end;
$$;
comment on function outlier.find_conversation_person(jsonb) is
  'Returns the phone numbers of the people whom an event without a message is about: the other side of the latest '
  'message; else the people of the event''s conversation; else the people of that conversation in the mirror.';
