create or replace function outlier.tg__quota_changed()
returns trigger
language plpgsql
volatile
set search_path = ''
as $$
begin
  perform outlier.wake_executor();
  return null;
end;
$$;
comment on function outlier.tg__quota_changed() is
  'Wakes the executors when a quota was raised or released, so that they use it at once.';

create or replace trigger _100_quota_changed
  after update of max_concurrent, held_until on outlier.quotas
  for each statement
  execute function outlier.tg__quota_changed();
create or replace trigger _100_quota_changed
  after insert or update or delete on outlier.quota_limits
  for each statement
  execute function outlier.tg__quota_changed();
create or replace trigger _100_quota_changed
  after update on outlier.tokens
  for each statement
  execute function outlier.tg__quota_changed();
