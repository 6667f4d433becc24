create or replace function outlier.refuse_campaign_step(p_campaign_id bigint, p_step text, p_states text)
returns void
language plpgsql
stable
set search_path = ''
as $$
declare
  v_state text := (select c.state from outlier.campaigns as c where c.id = p_campaign_id);
begin
  raise exception using
    errcode = case when v_state is null then 'OT009' else 'OT005' end,
    message = case
      when v_state is null then pg_catalog.format('there is no campaign %s', p_campaign_id)
      else pg_catalog.format('campaign %s cannot be %s: it is %s', p_campaign_id, p_step, v_state)
    end,
    hint = pg_catalog.format('Only a campaign in state %s can be %s.', p_states, p_step);
end;
$$;
comment on function outlier.refuse_campaign_step(bigint, text, text) is 'Fails with OT005, naming the state that a campaign is in; OT009: there is none.';
