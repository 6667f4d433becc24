create or replace function outlier.require_settings()
returns outlier.settings
language plpgsql
stable
set search_path = ''
as $$
declare
  v_settings outlier.settings;
begin
  select s.* into v_settings from outlier.settings as s;
  if not found then
    raise exception using
      errcode = 'OT001',
      message = 'outlier.settings has no row',
      hint = 'Run: insert into outlier.settings (organization_id, sending_phone_number) values (''…'', ''+1…'');';
  end if;
  if v_settings.sending_phone_number is null then
    raise exception using
      errcode = 'OT001',
      message = 'no phone number to send from is set',
      hint = 'Run: update outlier.settings set sending_phone_number = ''+1…'';';
  end if;
  return v_settings;
end;
$$;
comment on function outlier.require_settings() is
  'Returns the settings. OT001: the settings are missing, or have no phone number to send from.';
