create or replace function outlier.own_numbers(p_event jsonb)
returns text[]
language sql
stable
set search_path = ''
as $$
  select pg_catalog.array_agg(own.phone_number)
  from (
    select s.sending_phone_number as phone_number from outlier.settings as s
    union
    select outlier.field_phone_number(case
      when p_event #>> '{rule,type}' in ('outgoing_sms_message', 'outgoing_twilio_message') then p_event #> '{message,from_field}'
      when p_event #>> '{rule,type}' in ('incoming_sms_message', 'incoming_twilio_message') then p_event #> '{message,to_fields,0}'
    end)
  ) as own
  where own.phone_number is not null;
$$;
comment on function outlier.own_numbers(jsonb) is 'Our numbers, as settings and an event tell them: they belong to nobody in the audience.';
