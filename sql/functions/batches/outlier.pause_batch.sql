create or replace function outlier.pause_batch(id bigint, p_now timestamptz default now())
returns void
language plpgsql
volatile
set search_path = ''
as $$
begin
  update outlier.batches as b set state = 'paused' where b.id = pause_batch.id and b.state = 'sending';
  if found then
    return;
  end if;
  update outlier.batches as b
  set held_at = p_now
  where b.id = pause_batch.id
    and b.kind = 'broadcast'
    and b.state = 'scheduled'
    and b.held_at is null;
  if found then
    return;
  end if;
  if exists (
    select from outlier.batches as b where b.id = pause_batch.id and b.state = 'scheduled' and b.held_at is not null
  ) then
    raise exception using
      errcode = 'OT005',
      message = pg_catalog.format('broadcast %s is already paused', pause_batch.id),
      hint = 'To let it start again, resume it.';
  end if;
  perform outlier.refuse_batch_step(pause_batch.id, 'paused', 'sending');
end;
$$;
comment on function outlier.pause_batch(bigint, timestamptz) is
  'Pauses a broadcast or campaign from the next claim on. Messages that an executor has claimed still go out. The '
  'upcoming broadcast has no time until it is resumed. OT005: the batch is not being sent and is not the upcoming '
  'broadcast, or it is already paused. OT009: there is no such batch.';
