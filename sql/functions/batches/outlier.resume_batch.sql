create or replace function outlier.resume_batch(id bigint, p_now timestamptz default now())
returns void
language plpgsql
volatile
set search_path = ''
as $$
begin
  update outlier.batches as b set state = 'sending' where b.id = resume_batch.id and b.state = 'paused';
  if not found then
    -- Slots that passed during the pause are not made up for.
    update outlier.batches as b
    set
      held_at = null,
      run_at = case when b.run_at > p_now then b.run_at end,
      scheduled_after = greatest(b.scheduled_after, p_now)
    where b.id = resume_batch.id
      and b.state = 'scheduled'
      and b.held_at is not null;
    if found then
      return;
    end if;
    perform outlier.refuse_batch_step(resume_batch.id, 'resumed', 'paused');
  end if;
  delete from outlier.refusal_runs as run where run.batch_id = resume_batch.id;
  perform outlier.wake_executor();
end;
$$;
comment on function outlier.resume_batch(bigint, timestamptz) is
  'Resumes a paused broadcast or campaign. The upcoming broadcast gets its time back. If that time has passed, it '
  'gets the next slot of the weekly schedule. OT005: the batch is not paused. OT009: there is no such batch.';
