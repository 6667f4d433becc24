-- Broadcasts and campaigns share the states, the original texts, and the times at which each may change. An edit that
-- would have no effect raises an error.
create or replace function outlier.tg_batches__guard()
returns trigger
language plpgsql
volatile
set search_path = ''
as $$
begin
  if TG_OP = 'INSERT' then
    NEW.original_first_message := coalesce(NEW.original_first_message, NEW.first_message);
    NEW.original_second_message := coalesce(NEW.original_second_message, NEW.second_message);
    -- A past batch was imported from another system.
    if NEW.state = 'scheduled'
      and (NEW.processed or NEW.kind = 'broadcast' and not NEW.editable and NEW.run_at < now())
    then
      NEW.state := 'done';
    end if;
    if NEW.state not in ('scheduled', 'missed') then
      NEW.started_at := coalesce(NEW.started_at, NEW.run_at);
    end if;
    if NEW.state = 'done' then
      NEW.finished_at := coalesce(NEW.finished_at, NEW.run_at);
    end if;
    NEW.processed := NEW.state <> 'scheduled';
    if NEW.written_by = '{}' then
      NEW.written_by := outlier.add_writer('{}');
    end if;
    return NEW;
  end if;

  if NEW.kind <> OLD.kind then
    raise exception using
      errcode = 'OT006',
      message = pg_catalog.format('%s cannot become a %s', outlier.batch_name(OLD), NEW.kind);
  end if;
  -- An administrator may edit batches by hand. A batch that is marked as processed does not run any more. A missed
  -- batch with a new time runs.
  if NEW.state = OLD.state and NEW.processed and not OLD.processed then
    NEW.state := 'cancelled';
    NEW.finished_at := now();
  elsif NEW.state = 'missed' and OLD.state = 'missed' and NEW.run_at > OLD.run_at then
    NEW.state := 'scheduled';
    NEW.error := null;
  end if;
  if NEW.state <> OLD.state and not exists (
    select from outlier.batch_transitions as t where t.from_state = OLD.state and t.to_state = NEW.state
  ) then
    raise exception using
      errcode = 'OT005',
      message = pg_catalog.format('%s is %s and cannot become %s', outlier.batch_name(OLD), OLD.state, NEW.state),
      hint = 'Read the allowed changes of state in outlier.batch_transitions.';
  end if;
  if OLD.state not in ('scheduled', 'missed')
    and row(NEW.first_message, NEW.second_message, NEW.run_at, NEW.segments)
      is distinct from row(OLD.first_message, OLD.second_message, OLD.run_at, OLD.segments)
    or (OLD.state not in ('scheduled', 'missed') or OLD.kind = 'broadcast' and not OLD.editable)
    and row(NEW.original_first_message, NEW.original_second_message, NEW.delay, NEW.no_users)
      is distinct from row(OLD.original_first_message, OLD.original_second_message, OLD.delay, OLD.no_users)
  then
    raise exception using
      errcode = 'OT006',
      message = pg_catalog.format('%s has run and can no longer be changed', outlier.batch_name(OLD)),
      hint = case OLD.kind
        when 'broadcast' then 'Change the upcoming one, or cancel this one with outlier.cancel_batch().'
        else 'Create a new one, or cancel this one with outlier.cancel_batch().'
      end;
  end if;
  -- The team's edit becomes the original text, unless the statement sets the original text itself or shortens its
  -- links.
  if NEW.first_message is distinct from OLD.first_message
    and OLD.editable
    and NEW.original_first_message is not distinct from OLD.original_first_message
    and NEW.first_message is distinct from outlier.shorten_links(OLD.original_first_message)
  then
    NEW.original_first_message := NEW.first_message;
  end if;
  if NEW.second_message is distinct from OLD.second_message
    and OLD.editable
    and NEW.original_second_message is not distinct from OLD.original_second_message
    and NEW.second_message is distinct from outlier.shorten_links(OLD.original_second_message)
  then
    NEW.original_second_message := NEW.second_message;
  end if;
  if OLD.state in ('scheduled', 'missed')
    and NEW.state in ('scheduled', 'missed')
    and row(
      NEW.original_first_message, NEW.original_second_message, NEW.segments, NEW.has_file, NEW.no_users, NEW.run_at,
      NEW.delay, NEW.send_within, NEW.priority, NEW.exempt_reason
    ) is distinct from row(
      OLD.original_first_message, OLD.original_second_message, OLD.segments, OLD.has_file, OLD.no_users, OLD.run_at,
      OLD.delay, OLD.send_within, OLD.priority, OLD.exempt_reason
    )
  then
    NEW.written_by := outlier.add_writer(NEW.written_by);
  end if;
  NEW.processed := NEW.state <> 'scheduled';
  NEW.updated_at := now();
  return NEW;
end;
$$;
comment on function outlier.tg_batches__guard() is
  'Allows only the changes of state in batch_transitions, and keeps the original texts beside the edited ones. OT005: '
  'batch_transitions does not allow the step. OT006: the batch has run and cannot change.';

create or replace trigger _100_guard
  before insert or update on outlier.batches
  for each row
  execute function outlier.tg_batches__guard();
