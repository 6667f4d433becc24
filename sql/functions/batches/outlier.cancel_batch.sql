create or replace function outlier.cancel_batch(id bigint, p_now timestamptz default now())
returns integer
language plpgsql
volatile
set search_path = ''
as $$
begin
  update outlier.batches as b
  set state = 'cancelled', finished_at = p_now
  where b.id = cancel_batch.id
    and (b.state in ('sending', 'paused') or b.kind = 'campaign' and b.state in ('scheduled', 'missed'));
  if not found then
    perform outlier.refuse_batch_step(
      cancel_batch.id, 'cancelled',
      case
        when exists (select from outlier.campaigns as c where c.id = cancel_batch.id)
          then 'scheduled, missed, sending or paused'
        else 'sending or paused'
      end
    );
  end if;
  return outlier.drop_waiting_of(cancel_batch.id, 'cancelled');
end;
$$;
comment on function outlier.cancel_batch(bigint, timestamptz) is
  'Ends a broadcast or campaign for good: drops what waits, lists it as cancelled, and returns how many messages that '
  'were. OT005: its state does not allow it; the upcoming broadcast is put off instead. OT009: there is none.';
