create or replace function outlier.begin_import()
returns void
language plpgsql
volatile
set search_path = ''
set lock_timeout = '10s'
as $$
begin
  -- The lock belongs to the session. Two simultaneous imports would both treat the same rows as new. The session of a
  -- killed import ends within lock_timeout.
  begin
    perform pg_catalog.pg_advisory_lock(pg_catalog.hashtext('outlier import'));
  exception
    when lock_not_available then
      raise exception using
        errcode = 'OT011',
        message = 'another import is running on this database',
        hint = 'Wait until it ends, or stop it.';
  end;
  if not exists (select from outlier.settings as s where s.sending_phone_number is not null) then
    raise exception using
      errcode = 'OT001',
      message =
        'settings.sending_phone_number is not set, and without it the import would take the newsroom''s own number '
        'for a person',
      hint = 'Run: update outlier.settings set sending_phone_number = ''+1…''; and import again.';
  end if;
  perform outlier.stage_import();
end;
$$;
comment on function outlier.begin_import() is
  'Begins an import in this session. OT001: settings.sending_phone_number is not set. OT011: another import is '
  'running.';
