-- Locks the campaign: of two calls, the second finds it queued and fails.
create or replace function outlier.queue_campaign_messages(campaign_id bigint, p_now timestamptz default now(), p_is_judged boolean default false)
returns integer
language plpgsql
volatile
set search_path = ''
-- A large batch is sorted in memory.
set work_mem = '64MB'
-- Compiling a plan would take longer than carrying it out.
set jit = off
as $$
#variable_conflict use_column
declare
  v_settings outlier.settings := outlier.require_settings();
  v_campaign outlier.campaigns;
  v_wanted boolean;
  v_chosen integer;
  v_is_queued boolean;
begin
  select c.* into v_campaign
  from outlier.campaigns as c
  where c.id = queue_campaign_messages.campaign_id
  for no key update;
  if not found then
    raise exception using errcode = 'OT009', message = pg_catalog.format('there is no campaign %s', queue_campaign_messages.campaign_id);
  end if;
  if v_campaign.state <> 'scheduled' then
    raise exception using
      errcode = 'OT005',
      message = pg_catalog.format('campaign %s is %s, and not scheduled', v_campaign.id, v_campaign.state),
      hint = 'Each campaign is queued once.';
  end if;

  v_wanted := outlier.request_links(
    array[v_campaign.first_message, v_campaign.second_message]
      || array(
        select distinct f.message
        from outlier.campaign_file_recipients as f
        where f.campaign_id = v_campaign.id
          -- Without a pattern, which few texts come to.
          and f.message like '%://%'
          and f.message ~* 'https?://'
      ),
    p_now,
    p_is_queueing => true
  );
  update outlier.campaigns as c
  set
    state = 'sending',
    started_at = p_now,
    error = null,
    first_message = outlier.with_short_links(c.first_message),
    second_message = outlier.with_short_links(c.second_message),
    links_settle_by = case when v_wanted then p_now + v_settings.link_wait end
  where c.id = v_campaign.id
  returning c.* into v_campaign;
  -- Before recipients, as everybody does who takes a message out of its queue: rows that somebody has queued by hand.
  perform from outlier.queued_messages as q where q.campaign_id = v_campaign.id order by q.id for update;

  if v_campaign.segments is not null then
    perform outlier.list_campaign_audience(v_campaign.id, v_campaign.segments);
    insert into outlier.broadcast_first_messages (campaign_id, recipient_phone_number, message, due_at)
    select v_campaign.id, r.phone_number, v_campaign.first_message, p_now
    from outlier.recipients as r
    where r.campaign_id = v_campaign.id
      and r.reason is null
    order by r.id
    -- A person for whom somebody has queued a message of this campaign by hand gets that one.
    on conflict do nothing;
  else
    -- Read once, so that both lists tell the same whatever changes meanwhile.
    with judged as materialized (
      select
        f.line,
        f.phone_number,
        f.message,
        -- As things are now, where the verdict is of the time when the file came.
        coalesce(
          case
            when p_is_judged then nullif(f.verdict, 'accepted')
            else (
              select case
                when a.phone_number is null then 'invalid_number'
                when a.unsubscribed then 'unsubscribed'
                when a.exclude then 'excluded'
              end
              from (values (f.phone_number)) as line (phone_number)
              left join outlier.authors as a on a.phone_number = line.phone_number
            )
          end,
          case when coalesce(f.message, v_campaign.first_message) is null then 'no_message' end
        ) as reason
      from outlier.campaign_file_recipients as f
      where f.campaign_id = v_campaign.id
        and f.verdict in ('accepted', 'unsubscribed', 'excluded')
    ),
    listed as (
      insert into outlier.recipients (campaign_id, phone_number, reason)
      select v_campaign.id, j.phone_number, j.reason
      from judged as j
      order by j.phone_number
    )
    insert into outlier.broadcast_first_messages (campaign_id, recipient_phone_number, message, due_at)
    select
      v_campaign.id,
      j.phone_number,
      coalesce(
        case when j.message like '%://%' then outlier.with_short_links(j.message) else j.message end, v_campaign.first_message
      ),
      p_now
    from judged as j
    where j.reason is null
    order by j.line
    on conflict do nothing;
  end if;
  select pg_catalog.count(*) into v_chosen from outlier.recipients as r where r.campaign_id = v_campaign.id and r.reason is null;
  v_is_queued := exists (select from outlier.queued_messages as q where q.campaign_id = v_campaign.id);

  update outlier.campaigns as c
  set
    recipient_count = v_chosen,
    state = case when v_is_queued then c.state else 'done' end,
    finished_at = case when not v_is_queued then p_now end
  where c.id = v_campaign.id;
  if v_chosen = 0 then
    perform outlier.report_incident(
      'campaign_empty',
      pg_catalog.format('campaign %s reached nobody: it has no recipient who may be texted', v_campaign.id),
      'See outlier.recipients for who was left out.',
      null,
      v_campaign.id,
      p_now
    );
  end if;
  return v_chosen;
end;
$$;
comment on function outlier.queue_campaign_messages(bigint, timestamptz, boolean) is
  'Picks the people of a scheduled campaign, lists them in recipients, queues their first messages and returns how many. p_is_judged: the lines of its file got their verdicts just now. OT005: queued already. OT010: its segments are no longer acceptable.';
