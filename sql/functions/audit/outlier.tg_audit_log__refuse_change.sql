create or replace function outlier.tg_audit_log__refuse_change()
returns trigger
language plpgsql
volatile
set search_path = ''
as $$
begin
  raise exception using
    errcode = 'OT006',
    message = pg_catalog.format(
      'outlier.audit_log cannot be changed: %s is refused for every role', pg_catalog.lower(TG_OP collate "C")
    ),
    hint = 'Outlier only adds rows to it. To correct something, change the object itself: Outlier records that '
      'change too.';
end;
$$;
comment on function outlier.tg_audit_log__refuse_change() is
  'Raises OT006 for each update, delete and truncate of the audit log.';

create or replace trigger _100_refuse_change
  before update or delete or truncate on outlier.audit_log
  for each statement
  execute function outlier.tg_audit_log__refuse_change();
