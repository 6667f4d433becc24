create or replace function outlier.error_action(p_code integer)
returns text
language sql
stable
set search_path = ''
as $$
  select case when p_code is not null then coalesce(
    (select c.action from outlier.twilio_error_codes as c where c.code = p_code),
    (select c.action from outlier.twilio_error_codes as c where c.code = 0),
    'none'
  ) end;
$$;
comment on function outlier.error_action(integer) is
  'Returns the action that a Twilio error code requires, by outlier.twilio_error_codes. Null: there is no error.';
-- Views call this function with the rights of the user who reads them.
grant execute on function outlier.error_action(integer) to outlier_reader;
