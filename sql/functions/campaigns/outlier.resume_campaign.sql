create or replace function outlier.resume_campaign(p_campaign_id bigint)
returns void
language plpgsql
volatile
set search_path = ''
as $$
begin
  update outlier.campaigns as c set state = 'sending' where c.id = p_campaign_id and c.state = 'paused';
  if not found then
    perform outlier.refuse_campaign_step(p_campaign_id, 'resumed', 'paused');
  end if;
  delete from outlier.refusal_runs as run where run.campaign_id = p_campaign_id;
  perform outlier.wake_executor();
end;
$$;
comment on function outlier.resume_campaign(bigint) is 'Goes on with a paused campaign where it stood. OT005: it is not paused.';
