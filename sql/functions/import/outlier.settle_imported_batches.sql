-- This changes only imported batches that nobody has changed since. held_imports shows which of their messages still
-- wait.
create or replace function outlier.settle_imported_batches(p_now timestamptz default now())
returns void
language plpgsql
volatile
set search_path = ''
as $$
begin
  -- No message of the batch is left. The batch goes through the same states as any other.
  update outlier.batches as b
  set state = 'sending', error = null
  where b.state = 'paused'
    and b.error like 'Imported while %'
    and not exists (select from outlier.held_imports as h where h.batch_id = b.id)
    and not exists (select from outlier.queued_messages as q where q.batch_id = b.id);
  update outlier.batches as b
  set state = 'done', finished_at = p_now
  where b.state = 'sending'
    and b.id in (select i.id from outlier.import_ids as i where i.kind <> 'segment')
    and not exists (select from outlier.held_imports as h where h.batch_id = b.id)
    and not exists (select from outlier.queued_messages as q where q.batch_id = b.id);
  -- A message waits for this batch that an earlier import did not find.
  update outlier.batches as b
  set state = 'sending', finished_at = null
  where b.state = 'done'
    and b.id in (select h.batch_id from outlier.held_imports as h);
  update outlier.batches as b
  set state = 'paused', error = outlier.import_hold_reason(waiting.messages)
  from (
    select h.batch_id, pg_catalog.count(*) as messages
    from outlier.held_imports as h
    where h.batch_id is not null
    group by h.batch_id
  ) as waiting
  where b.id = waiting.batch_id
    and (b.state = 'sending' or b.state = 'paused' and b.error like 'Imported while %')
    and b.error is distinct from outlier.import_hold_reason(waiting.messages);
end;
$$;
comment on function outlier.settle_imported_batches(timestamptz) is
  'Keeps imported batches paused while some of their messages are held. Sets the others to done.';
