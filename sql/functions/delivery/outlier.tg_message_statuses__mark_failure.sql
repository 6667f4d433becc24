-- A row-level trigger, because PostgreSQL checks its condition without a call. So messages that did not fail cost
-- nothing.
create or replace function outlier.tg_message_statuses__mark_failure()
returns trigger
language plpgsql
volatile
set search_path = ''
as $$
begin
  -- The system from which the messages are imported has handled its failures. If it has not, the next failure of the
  -- same person does.
  if pg_catalog.current_setting('outlier.importing', true) = 'on' then
    return null;
  end if;
  insert into outlier.unhandled_failures (message_status_id, job)
  values (NEW.id, 'undeliverable'), (NEW.id, 'double_failure')
  on conflict (message_status_id, job) do nothing;
  return null;
end;
$$;
comment on function outlier.tg_message_statuses__mark_failure() is
  'Marks a failed message for the two nightly jobs, unless it is imported.';

create or replace trigger _200_mark_failure_inserted
  after insert on outlier.message_statuses
  for each row
  when (NEW.twilio_sent_status in ('failed', 'undelivered'))
  execute function outlier.tg_message_statuses__mark_failure();
create or replace trigger _200_mark_failure_updated
  after update of twilio_sent_status on outlier.message_statuses
  for each row
  when (
    NEW.twilio_sent_status in ('failed', 'undelivered')
      and OLD.twilio_sent_status is distinct from NEW.twilio_sent_status
  )
  execute function outlier.tg_message_statuses__mark_failure();
