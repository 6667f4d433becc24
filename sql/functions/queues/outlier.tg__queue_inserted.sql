-- Argument: the queue.
create or replace function outlier.tg__queue_inserted()
returns trigger
language plpgsql
volatile
set search_path = ''
as $$
declare
  v_broadcasts bigint[];
  v_campaigns bigint[];
  v_cancelled text;
begin
  select pg_catalog.array_agg(sources.broadcast_id), pg_catalog.array_agg(sources.campaign_id)
  into v_broadcasts, v_campaigns
  from (select distinct n.broadcast_id, n.campaign_id from new_rows as n) as sources;
  if v_broadcasts is null then
    return null;
  end if;
  perform outlier.require_sources(v_broadcasts, v_campaigns);
  perform outlier.lock_sources(v_broadcasts, v_campaigns);
  -- A message of something that is cancelled would wait for ever.
  select cancelled.name into v_cancelled
  from (
    select 'broadcast ' || b.id as name from outlier.broadcasts as b where b.id = any (v_broadcasts) and b.state = 'cancelled'
    union all
    select 'campaign ' || c.id from outlier.campaigns as c where c.id = any (v_campaigns) and c.state = 'cancelled'
  ) as cancelled
  limit 1;
  if found then
    raise exception using
      errcode = 'OT005',
      message = pg_catalog.format('no message can be queued for %s: it is cancelled', v_cancelled),
      hint = 'Queue the message for another broadcast or campaign.';
  end if;
  perform outlier.add_send_job(TG_ARGV[0]);
  -- Rows added by hand to what was through already: it goes on.
  update outlier.broadcasts as b
  set state = 'sending', finished_at = null
  where b.state = 'done'
    and b.id = any (v_broadcasts);
  update outlier.campaigns as c
  set state = 'sending', finished_at = null
  where c.state = 'done'
    and c.id = any (v_campaigns);
  perform outlier.wake_executor(TG_ARGV[0]);
  return null;
end;
$$;
comment on function outlier.tg__queue_inserted() is 'Starts the sending of what was queued, once per statement. 23503: it is of a broadcast or campaign that does not exist. OT005: of one that is cancelled.';

create or replace trigger outlier_on_broadcast_first_messages_insert
  after insert on outlier.broadcast_first_messages
  referencing new table as new_rows
  for each statement
  execute function outlier.tg__queue_inserted('first_messages');
create or replace trigger outlier_on_broadcast_second_messages_insert
  after insert on outlier.broadcast_second_messages
  referencing new table as new_rows
  for each statement
  execute function outlier.tg__queue_inserted('second_messages');
