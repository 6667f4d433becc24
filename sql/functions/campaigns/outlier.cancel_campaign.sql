create or replace function outlier.cancel_campaign(p_campaign_id bigint, p_now timestamptz default now())
returns integer
language plpgsql
volatile
set search_path = ''
as $$
begin
  update outlier.campaigns as c
  set state = 'cancelled', finished_at = p_now
  where c.id = p_campaign_id
    and c.state in ('scheduled', 'missed', 'sending', 'paused');
  if not found then
    perform outlier.refuse_campaign_step(p_campaign_id, 'cancelled', 'scheduled, missed, sending or paused');
  end if;
  return outlier.drop_waiting_of(null, p_campaign_id, 'cancelled');
end;
$$;
comment on function outlier.cancel_campaign(bigint, timestamptz) is
  'Ends a campaign for good: drops what waits, lists it as cancelled, and returns how many messages that were. OT005: it is through already.';
