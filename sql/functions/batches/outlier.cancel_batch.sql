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
  return outlier.drop_messages_of_batch(cancel_batch.id, 'cancelled');
end;
$$;
comment on function outlier.cancel_batch(bigint, timestamptz) is
  'Ends a broadcast or campaign for good: drops the waiting messages and lists them as cancelled. Returns the number '
  'of dropped messages. The upcoming broadcast cannot be cancelled: pause or move it. OT005: the state of the batch '
  'does not allow it. OT009: there is no such batch.';
