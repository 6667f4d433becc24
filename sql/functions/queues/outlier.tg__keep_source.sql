-- The row is locked by then: who inserts for it has committed, and is seen, or will find it gone.
create or replace function outlier.tg__keep_source()
returns trigger
language plpgsql
volatile
set search_path = ''
as $$
begin
  if exists (select from outlier.recipients as r where TG_TABLE_NAME = 'broadcasts' and r.broadcast_id = OLD.id)
    or exists (select from outlier.recipients as r where TG_TABLE_NAME = 'campaigns' and r.campaign_id = OLD.id)
    or exists (select from outlier.queued_messages as q where TG_TABLE_NAME = 'broadcasts' and q.broadcast_id = OLD.id)
    or exists (select from outlier.queued_messages as q where TG_TABLE_NAME = 'campaigns' and q.campaign_id = OLD.id)
  then
    raise exception using
      errcode = '23503',
      message = pg_catalog.format('row %s of %s has recipients, and is kept', OLD.id, TG_TABLE_NAME),
      hint = 'What was sent stays on record. To stop it, cancel it.';
  end if;
  -- The lines of a file that was never sent go with their campaign.
  delete from outlier.campaign_file_recipients as f where TG_TABLE_NAME = 'campaigns' and f.campaign_id = OLD.id;
  return OLD;
end;
$$;
comment on function outlier.tg__keep_source() is 'Refuses to delete a broadcast or campaign that has recipients or queued messages (23503); takes the lines of a campaign''s file along.';

create or replace trigger _200_keep_source
  before delete on outlier.broadcasts
  for each row
  execute function outlier.tg__keep_source();
create or replace trigger _200_keep_source
  before delete on outlier.campaigns
  for each row
  execute function outlier.tg__keep_source();
