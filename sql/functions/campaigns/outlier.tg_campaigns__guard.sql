-- The campaign's states, and what may change in which of them. An edit that would have no effect fails instead.
create or replace function outlier.tg_campaigns__guard()
returns trigger
language plpgsql
volatile
set search_path = ''
as $$
declare
  v_label_id uuid;
begin
  NEW.segments := outlier.normalize_segments(NEW.segments);
  if TG_OP = 'INSERT' then
    NEW.original_first_message := coalesce(NEW.original_first_message, NEW.first_message);
    NEW.original_second_message := coalesce(NEW.original_second_message, NEW.second_message);
    -- A past campaign that is brought in from elsewhere.
    if NEW.processed and NEW.state = 'scheduled' then
      NEW.state := 'done';
      NEW.started_at := coalesce(NEW.started_at, NEW.run_at);
      NEW.finished_at := coalesce(NEW.finished_at, NEW.run_at);
    end if;
    select outlier.find_label(NEW.label_name, s.campaign_parent_label_id, s.organization_id)
    into v_label_id
    from outlier.settings as s;
    if v_label_id is not null and v_label_id <> all (NEW.label_ids) then
      NEW.label_ids := NEW.label_ids || v_label_id;
    end if;
  else
    -- By hand: one that is marked as processed is not to run any more, and a missed one with a new time is to.
    if NEW.state = OLD.state and NEW.processed and not OLD.processed then
      NEW.state := 'cancelled';
      NEW.finished_at := now();
    elsif NEW.state = 'missed' and OLD.state = 'missed' and NEW.run_at > OLD.run_at then
      NEW.state := 'scheduled';
      NEW.error := null;
    end if;
    if NEW.state <> OLD.state and (OLD.state, NEW.state) not in (
      ('scheduled', 'sending'), ('scheduled', 'missed'), ('scheduled', 'cancelled'),
      ('missed', 'scheduled'), ('missed', 'cancelled'),
      ('sending', 'paused'), ('sending', 'done'), ('sending', 'cancelled'),
      ('paused', 'sending'), ('paused', 'cancelled'),
      ('done', 'sending')
    ) then
      raise exception using
        errcode = 'OT005',
        message = pg_catalog.format('campaign %s is %s and cannot become %s', OLD.id, OLD.state, NEW.state);
    end if;
    if OLD.state not in ('scheduled', 'missed')
      and row(NEW.first_message, NEW.second_message, NEW.original_first_message, NEW.original_second_message, NEW.segments, NEW.delay, NEW.run_at)
        is distinct from
        row(OLD.first_message, OLD.second_message, OLD.original_first_message, OLD.original_second_message, OLD.segments, OLD.delay, OLD.run_at)
    then
      raise exception using
        errcode = 'OT006',
        message = pg_catalog.format('campaign %s has run and can no longer be changed', OLD.id),
        hint = 'Make a new one, or cancel this one with outlier.cancel_campaign().';
    end if;
    if NEW.label_name is distinct from OLD.label_name then
      raise exception using errcode = 'OT010', message = 'the label name of a campaign cannot change';
    end if;
    -- The team's edit is the new original, unless the original itself is set, or its links are shortened.
    if NEW.first_message is distinct from OLD.first_message
      and NEW.original_first_message is not distinct from OLD.original_first_message
      and NEW.first_message is distinct from outlier.with_short_links(OLD.original_first_message)
    then
      NEW.original_first_message := NEW.first_message;
    end if;
    if NEW.second_message is distinct from OLD.second_message
      and NEW.original_second_message is not distinct from OLD.original_second_message
      and NEW.second_message is distinct from outlier.with_short_links(OLD.original_second_message)
    then
      NEW.original_second_message := NEW.second_message;
    end if;
    NEW.updated_at := now();
  end if;

  -- A label that is found later, and an organization that goes missing, are seen to by claims: see
  -- pause_unlabelled_campaigns.
  if (TG_OP = 'INSERT' or NEW.has_file and not OLD.has_file)
    and NEW.state in ('scheduled', 'sending')
    and pg_catalog.cardinality(NEW.label_ids) > 0
    and not exists (select from outlier.settings as s where s.organization_id is not null)
  then
    raise exception using
      errcode = 'OT001',
      message = 'the campaign cannot be made: its messages carry a label, and no Missive organization is set',
      hint = 'Run: update outlier.settings set organization_id = ''…'';';
  end if;
  NEW.processed := NEW.state <> 'scheduled';
  if NEW.state = 'scheduled' and NEW.segments is not null and (TG_OP = 'INSERT' or NEW.segments is distinct from OLD.segments) then
    perform outlier.check_segments(NEW.segments);
    NEW.recipient_count := outlier.get_campaign_recipient_count(NEW.segments);
  end if;
  return NEW;
end;
$$;
comment on function outlier.tg_campaigns__guard() is
  'Keeps campaigns to their states, checks and counts their segments, keeps the original texts, and refuses changes to one that has run.';

create or replace trigger _100_guard
  before insert or update on outlier.campaigns
  for each row
  execute function outlier.tg_campaigns__guard();
