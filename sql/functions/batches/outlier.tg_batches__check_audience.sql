create or replace function outlier.tg_batches__check_audience()
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
    select outlier.find_label(NEW.label_name, s.campaign_parent_label_id, s.organization_id)
    into v_label_id
    from outlier.settings as s;
    if v_label_id is not null and v_label_id <> all (NEW.label_ids) then
      NEW.label_ids := NEW.label_ids || v_label_id;
    end if;
  elsif NEW.label_name is distinct from OLD.label_name then
    raise exception using errcode = 'OT010', message = 'the label name of a campaign cannot change';
  end if;

  -- Claims handle a label that is found later and an organization that is removed later: see pause_unlabelled_batches.
  if (TG_OP = 'INSERT' or NEW.has_file and not OLD.has_file)
    and NEW.state in ('scheduled', 'sending')
    and pg_catalog.cardinality(NEW.label_ids) > 0
    and not exists (select from outlier.settings as s where s.organization_id is not null)
  then
    raise exception using
      errcode = 'OT001',
      message = 'the campaign cannot be created: its messages carry a label, and no Missive organization is set',
      hint = 'Run: update outlier.settings set organization_id = ''…'';';
  end if;
  if NEW.state = 'scheduled'
    and NEW.segments is not null
    and (TG_OP = 'INSERT' or NEW.segments is distinct from OLD.segments)
  then
    perform outlier.check_segments(NEW.segments);
    NEW.recipient_count := outlier.get_campaign_recipient_count(NEW.segments);
  end if;
  return NEW;
end;
$$;
comment on function outlier.tg_batches__check_audience() is
  'Checks and counts the segments of a campaign, and finds its label. OT001: labels need an organization. OT010: the '
  'segments are not accepted, or the label name was changed.';

create or replace trigger _200_check_audience
  before insert or update on outlier.batches
  for each row
  when (NEW.kind = 'campaign')
  execute function outlier.tg_batches__check_audience();
