create or replace function outlier.find_message_person(p_event jsonb)
returns text
language plpgsql
immutable
as $$
begin
  return case
    when p_event #>> '{rule,type}' in ('incoming_sms_message', 'incoming_twilio_message')
      then outlier.field_phone_number(p_event #> '{message,from_field}')
    when p_event #>> '{rule,type}' in ('outgoing_sms_message', 'outgoing_twilio_message')
      then outlier.field_phone_number(p_event #> '{message,to_fields,0}')
  end;
end;
$$;
comment on function outlier.find_message_person(jsonb) is
  'Returns the phone number of the person on the other side of an event''s message: the sender of an incoming '
  'message, the recipient of an outgoing one. Null if there is none.';
