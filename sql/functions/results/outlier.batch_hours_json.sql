-- Counts the rows of the batch itself, because no table has sums by the hour.
create or replace function outlier.batch_hours_json(p_batch_id bigint)
returns jsonb
language sql
stable
set search_path = ''
as $$
  with moments as (
    select s.created_at as at, case when s.is_second then 'follow_ups' else 'sent' end as what
    from outlier.message_statuses as s
    where s.batch_id = p_batch_id
    union all
    select t.created_at, 'replies'
    from outlier.twilio_messages as t
    where t.reply_to_batch = p_batch_id
    union all
    select u.created_at, 'opt_outs'
    from outlier.unsubscribed_messages as u
    where u.batch_id = p_batch_id
  ),
  hours as (
    select
      greatest(0, pg_catalog.floor(extract(epoch from m.at - b.started_at) / 3600))::integer as hour,
      pg_catalog.count(*) filter (where m.what = 'sent') as sent,
      pg_catalog.count(*) filter (where m.what = 'follow_ups') as follow_ups,
      pg_catalog.count(*) filter (where m.what = 'replies') as replies,
      pg_catalog.count(*) filter (where m.what = 'opt_outs') as opt_outs
    from moments as m
    cross join outlier.batches as b
    where b.id = p_batch_id
    group by 1
  )
  select coalesce(
    pg_catalog.jsonb_agg(
      pg_catalog.jsonb_build_object(
        'hour', h.hour, 'sent', h.sent, 'followUpsSent', h.follow_ups, 'replies', h.replies, 'optOuts', h.opt_outs
      )
      order by h.hour
    ),
    '[]'
  )
  from hours as h;
$$;
comment on function outlier.batch_hours_json(bigint) is
  'Returns the numbers of sent messages, replies and opt-outs of a batch for each hour since its start. Hours without '
  'any are left out.';
