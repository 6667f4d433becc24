create or replace function outlier.pause_campaign(p_campaign_id bigint)
returns void
language plpgsql
volatile
set search_path = ''
as $$
begin
  update outlier.campaigns as c set state = 'paused' where c.id = p_campaign_id and c.state = 'sending';
  if not found then
    perform outlier.refuse_campaign_step(p_campaign_id, 'paused', 'sending');
  end if;
end;
$$;
comment on function outlier.pause_campaign(bigint) is 'Stops a campaign at the next claim; what waits keeps waiting. OT005: it is not sending.';
