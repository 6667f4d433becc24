create or replace function outlier.resume_batch(id bigint)
returns void
language plpgsql
volatile
set search_path = ''
as $$
begin
  update outlier.batches as b set state = 'sending' where b.id = resume_batch.id and b.state = 'paused';
  if not found then
    perform outlier.refuse_batch_step(resume_batch.id, 'resumed', 'paused');
  end if;
  delete from outlier.refusal_runs as run where run.batch_id = resume_batch.id;
  perform outlier.wake_executor();
end;
$$;
comment on function outlier.resume_batch(bigint) is
  'Goes on with a paused broadcast or campaign where it stood. OT005: it is not paused. OT009: there is none.';
