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
      end
    ],
    null
  );
end;
$$;
comment on function outlier.own_numbers(jsonb) is
  'Returns our phone numbers: all that we have ever sent from, and the sender of an outgoing message. The recipients '
  'of an incoming message are not used, because in a group they include other members.';
