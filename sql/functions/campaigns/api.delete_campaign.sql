create or replace function api.delete_campaign(p_campaign_id bigint)
returns jsonb
language plpgsql
volatile
security definer
set search_path = ''
as $$
begin
  perform outlier.lock_unrun_campaign(p_campaign_id, 'deleted');
  delete from outlier.campaigns as c where c.id = p_campaign_id;
  return pg_catalog.jsonb_build_object('message', 'The campaign is deleted.', 'id', p_campaign_id);
end;
$$;
comment on function api.delete_campaign(bigint) is
  'Deletes a campaign that has not run. OT006: the campaign has run. OT009: there is no such campaign.';
grant execute on function api.delete_campaign(bigint) to outlier_executor;
