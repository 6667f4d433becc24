create or replace function outlier.own_numbers(p_event jsonb)
returns text[]
language plpgsql
stable
set search_path = ''
as $$
begin
  return pg_catalog.array_remove(
    array[
      (select s.sending_phone_number from outlier.settings as s),
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
comment on function outlier.own_numbers(jsonb) is 'Our numbers, as settings and an event tell them: they belong to nobody in the audience.';
