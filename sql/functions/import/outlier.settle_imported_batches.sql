-- Only batches that an import brought and nobody has touched since: of those, held_imports alone says what is left.
create or replace function outlier.settle_imported_batches(p_now timestamptz default now())
returns void
language plpgsql
volatile
set search_path = ''
as $$
begin
  -- Nothing waits for it any more. It goes through the states as any other batch does.
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
  -- Something waits for it that did not when an earlier import read it.
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
  'Keeps imported batches paused while messages of theirs are held, and ends those of which none is.';
