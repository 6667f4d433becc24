-- A row names its batch by batch_id, broadcast_id or campaign_id, and this trigger fills in the others. Outlier's own
-- statements set all of them, so they do not fire this trigger.
create or replace function outlier.tg__name_batch()
returns trigger
language plpgsql
volatile
set search_path = ''
as $$
declare
  v_batch outlier.batches;
begin
  select b.* into v_batch
  from outlier.batches as b
  where b.id = coalesce(NEW.batch_id, NEW.broadcast_id, NEW.campaign_id);
  if v_batch.id is null
    or NEW.broadcast_id <> coalesce(v_batch.broadcast_id, 0)
    or NEW.campaign_id <> coalesce(v_batch.campaign_id, 0)
  then
    raise exception using
      errcode = '23503',
      message = case
        when num_nonnulls(NEW.batch_id, NEW.broadcast_id, NEW.campaign_id) = 0
          then pg_catalog.format('the row of %s does not name a broadcast or campaign', TG_TABLE_NAME)
        when NEW.broadcast_id is not null then pg_catalog.format('broadcast %s does not exist', NEW.broadcast_id)
        when NEW.campaign_id is not null then pg_catalog.format('campaign %s does not exist', NEW.campaign_id)
        else pg_catalog.format('broadcast or campaign %s does not exist', NEW.batch_id)
      end,
      hint = 'Set batch_id, broadcast_id or campaign_id to an id of outlier.batches.';
  end if;
  NEW.batch_id := v_batch.id;
  NEW.broadcast_id := v_batch.broadcast_id;
  NEW.campaign_id := v_batch.campaign_id;
  return NEW;
end;
$$;
comment on function outlier.tg__name_batch() is
  'Fills batch_id, broadcast_id and campaign_id of a new row from the ones that are set. 23503: there is no such '
  'batch.';

create or replace trigger _050_name_batch
  before insert on outlier.queued_messages
  for each row
  when (NEW.batch_id is null or NEW.broadcast_id is null and NEW.campaign_id is null)
  execute function outlier.tg__name_batch();
create or replace trigger _050_name_batch
  before insert on outlier.recipients
  for each row
  when (NEW.batch_id is null or NEW.broadcast_id is null and NEW.campaign_id is null)
  execute function outlier.tg__name_batch();
create or replace trigger _050_name_batch
  before insert on outlier.message_statuses
  for each row
  when (NEW.batch_id is null or NEW.broadcast_id is null and NEW.campaign_id is null)
  execute function outlier.tg__name_batch();
