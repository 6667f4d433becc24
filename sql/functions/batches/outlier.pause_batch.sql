create or replace function outlier.pause_batch(id bigint)
returns void
language plpgsql
volatile
set search_path = ''
as $$
begin
  update outlier.batches as b set state = 'paused' where b.id = pause_batch.id and b.state = 'sending';
  if not found then
    perform outlier.refuse_batch_step(pause_batch.id, 'paused', 'sending');
  end if;
end;
$$;
comment on function outlier.pause_batch(bigint) is
  'Stops a broadcast or campaign at the next claim: what an executor has claimed still goes out. OT005: it is not '
  'being sent. OT009: there is none.';
