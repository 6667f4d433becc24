create or replace function api.show_person(p_phone_number text, p_now timestamptz default now())
returns jsonb
language plpgsql
volatile
security definer
set search_path = ''
as $$
declare
  v_person jsonb := outlier.person_json(outlier.require_phone_number(p_phone_number), p_now);
begin
  if v_person is null then
    raise exception using
      errcode = 'OT009',
      message = 'this phone number is not in the audience',
      hint = 'Check the number. Outlier adds a person after their first text, or when an uploaded file lists them.';
  end if;
  return v_person;
end;
$$;
comment on function api.show_person(text, timestamptz) is
  'Returns what is known about a person: consent with its history, messages, what waits, and why the latest batches '
  'left them out. The number may have any form. OT009: no one has the number. OT010: the value is no phone number.';
grant execute on function api.show_person(text, timestamptz) to outlier_executor;
