-- The scheduler waits for this lock until the change is committed. It then runs the changed campaign.
create or replace function outlier.lock_unrun_campaign(p_campaign_id bigint, p_step text)
returns outlier.campaigns
language plpgsql
volatile
set search_path = ''
as $$
declare
  v_campaign outlier.campaigns;
begin
  select c.* into v_campaign from outlier.campaigns as c where c.id = p_campaign_id for no key update;
  if not found then
    raise exception using errcode = 'OT009', message = pg_catalog.format('campaign %s does not exist', p_campaign_id);
  end if;
  if v_campaign.state not in ('scheduled', 'missed') then
    raise exception using
      errcode = 'OT006',
      message = pg_catalog.format('campaign %s cannot be %s: it is %s', p_campaign_id, p_step, v_campaign.state);
  end if;
  return v_campaign;
end;
$$;
comment on function outlier.lock_unrun_campaign(bigint, text) is
  'Locks a campaign that has not run, and returns it. OT006: the campaign has run. OT009: there is no such campaign.';
