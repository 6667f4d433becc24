create or replace function outlier.own_numbers(p_event jsonb)
returns text[]
language plpgsql
stable
set search_path = ''
as $$
begin
  return array(select n.phone_number from outlier.sending_numbers as n) || pg_catalog.array_remove(
    array[
      case
        when p_event #>> '{rule,type}' in ('outgoing_sms_message', 'outgoing_twilio_message')
          then outlier.field_phone_number(p_event #> '{message,from_field}')
        when p_event #>> '{rule,type}' in ('incoming_sms_message', 'incoming_twilio_message')
          then outlier.field_phone_number(p_event #> '{message,to_fields,0}')
      end
    ],
    null
  );
end;
$$;
comment on function outlier.own_numbers(jsonb) is
  'Our numbers, all that we ever sent from and the one that an event shows: they belong to nobody in the audience.';
