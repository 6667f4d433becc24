create or replace function outlier.field_phone_number(p_field jsonb)
returns text
language plpgsql
immutable
as $$
begin
  -- The field of our own side may hold the id of the Twilio account in id, and the phone number in username.
  return coalesce(
    outlier.known_phone_number(outlier.json_text(p_field -> 'username')),
    outlier.known_phone_number(outlier.json_text(p_field -> 'id'))
  );
end;
$$;
comment on function outlier.field_phone_number(jsonb) is
  'Returns the phone number in a from_field or to_field of Missive, or null if there is none.';
