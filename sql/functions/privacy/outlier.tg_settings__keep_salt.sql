create or replace function outlier.tg_settings__keep_salt()
returns trigger
language plpgsql
volatile
set search_path = ''
as $$
begin
  if exists (select from outlier.erased_people) then
    raise exception using
      errcode = 'OT006',
      message =
        'settings.erasure_salt cannot be changed or deleted: only with it does Outlier recognize erased people who '
        'must not be texted',
      hint = 'Leave the salt as it is. Change other columns of outlier.settings with update.';
  end if;
  return case when TG_OP = 'DELETE' then OLD else NEW end;
end;
$$;
comment on function outlier.tg_settings__keep_salt() is
  'Refuses to change or delete the salt while erased_people has rows (OT006). Without the salt, these people would be '
  'texted when they are added again.';

create or replace trigger _200_keep_salt
  before update on outlier.settings
  for each row
  when (NEW.erasure_salt <> OLD.erasure_salt)
  execute function outlier.tg_settings__keep_salt();
create or replace trigger _200_keep_salt_deleted
  before delete on outlier.settings
  for each row
  execute function outlier.tg_settings__keep_salt();
