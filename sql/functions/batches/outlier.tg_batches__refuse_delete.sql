-- The batch's row is locked now. A session that inserted for this batch has committed, so its rows are visible here. A
-- later session finds the batch gone.
create or replace function outlier.tg_batches__refuse_delete()
returns trigger
language plpgsql
volatile
set search_path = ''
as $$
begin
  if exists (select from outlier.recipients as r where r.batch_id = OLD.id)
    or exists (select from outlier.queued_messages as q where q.batch_id = OLD.id)
    or exists (select from outlier.message_statuses as s where s.batch_id = OLD.id)
  then
    raise exception using
      errcode = '23503',
      message = pg_catalog.format('%s cannot be deleted: it has recipients', outlier.batch_name(OLD)),
      hint = 'Outlier keeps on record what it has sent. To stop the batch, cancel it.';
  end if;
  -- These tables have no foreign key. They contain the lines of a file that was never sent, and statistics.
  delete from outlier.campaign_file_recipients as f where f.campaign_id = OLD.id;
  delete from outlier.tallies as t where t.batch_id = OLD.id;
  delete from outlier.batch_turns as t where t.batch_id = OLD.id;
  return OLD;
end;
$$;
comment on function outlier.tg_batches__refuse_delete() is
  'Refuses to delete a batch that has recipients, queued messages or sent messages (23503). Otherwise deletes the '
  'lines of the campaign''s file, too.';

create or replace trigger _200_refuse_delete
  before delete on outlier.batches
  for each row
  execute function outlier.tg_batches__refuse_delete();
