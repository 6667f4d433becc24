-- An outcome is a final status. A message that is on its way has no outcome, nor has one whose carrier gives no
-- receipts. The statuses below are those of message_statuses_outcomes_idx. The conditions compare pairs, and nothing
-- is sorted, so that the planner reads that index in its order. A batch then costs a few hundred rows, however large
-- the batch and the table are.
-- A session that records a status may wait for its batch, but this function locks batches first. So it is a step of
-- the maintenance and not a trigger of message_statuses.
create or replace function outlier.pause_failing_batches(p_now timestamptz)
returns void
language plpgsql
volatile
set search_path = ''
-- Measured with 300,000 statuses of 3 batches and no statistics of them yet: 1.7 ms of CPU, and 88 ms without this
-- setting.
set enable_sort = off
-- A disabled sort costs 10,000,000,000 in the planner. With jit on, PostgreSQL would compile the statement because of
-- that cost.
set jit = off
as $$
declare
  v_found record;
begin
  for v_found in
    select
      b.id,
      b.kind,
      case
        when latest.has_failed then pg_catalog.format(
          '%s was paused: %s of its last %s outcomes failed. More than settings.pause_at_failure_percent (%s) failed',
          outlier.batch_name(b), latest.failures, latest.outcomes, pg_catalog.trim_scale(s.pause_at_failure_percent)
        )
        else pg_catalog.format(
          '%s was paused: %s of its first %s deliveries made people opt out. More than '
            'settings.pause_at_opt_out_percent (%s) did',
          outlier.batch_name(b), earliest.opt_outs, earliest.deliveries,
          pg_catalog.trim_scale(s.pause_at_opt_out_percent)
        )
      end as message,
      pg_catalog.format(
        case
          when latest.has_failed then
            'The messages stay in the queue. See why they fail: select twilio_error_code, count(*) from '
              'outlier.message_statuses where batch_id = %1$s group by 1; Remove the cause, then: '
              'select outlier.resume_batch(%1$s);'
          else
            'The messages stay in the queue. Read the answers in Missive, and check the text and the audience. '
              'To resume it: select outlier.resume_batch(%1$s); To end it: select outlier.cancel_batch(%1$s);'
        end,
        b.id
      ) as hint
    from outlier.batches as b
    cross join outlier.settings as s
    left join outlier.batch_brakes as brake on brake.batch_id = b.id
    cross join lateral (
      select
        pg_catalog.count(*) as outcomes,
        pg_catalog.count(*) filter (where o.delivery = 'failed') as failures,
        -- A batch of fewer than 200 people would be finished before it has 200 outcomes.
        pg_catalog.count(*) >= case when b.recipient_count >= 200 then 200 else 50 end
          and pg_catalog.count(*) filter (where o.delivery = 'failed') * 100
            > s.pause_at_failure_percent * pg_catalog.count(*) as has_failed
      from (
        select outlier.classify_delivery(m.twilio_sent_status) as delivery
        from outlier.message_statuses as m
        where (m.batch_id, m.id) > (b.id, coalesce(brake.judged_to, 0))
          and (m.batch_id, m.id) <= (b.id, 9223372036854775807)
          and m.twilio_sent_status in ('delivered', 'read', 'partially_delivered', 'failed', 'undelivered', 'canceled')
        order by m.batch_id desc, m.id desc
        limit 200
      ) as o
    ) as latest
    cross join lateral (
      select
        pg_catalog.count(*) as deliveries,
        pg_catalog.count(*) filter (where d.made_opt_out) as opt_outs,
        pg_catalog.count(*) >= 100
          and pg_catalog.count(*) filter (where d.made_opt_out) * 100
            > s.pause_at_opt_out_percent * pg_catalog.count(*) as was_refused
      from (
        select
          exists (select from outlier.unsubscribed_messages as u where u.message_status_id = m.id) as made_opt_out
        from outlier.message_statuses as m
        where (m.batch_id, m.id) > (b.id, coalesce(brake.judged_to, 0))
          and (m.batch_id, m.id) <= (b.id, 9223372036854775807)
          and m.twilio_sent_status in ('delivered', 'read', 'partially_delivered')
        order by m.batch_id, m.id
        limit 500
      ) as d
    ) as earliest
    where b.state = 'sending'
      and (latest.has_failed or earliest.was_refused)
    order by b.id
  loop
    update outlier.batches as b set state = 'paused' where b.id = v_found.id and b.state = 'sending';
    continue when not found;
    -- Messages that Missive has accepted so far do not count again, even if their outcome comes later.
    insert into outlier.batch_brakes as known (batch_id, judged_to, braked_at)
    select v_found.id, pg_catalog.max(m.id), p_now
    from outlier.message_statuses as m
    on conflict (batch_id) do update set judged_to = excluded.judged_to, braked_at = excluded.braked_at;
    perform outlier.report_incident(v_found.kind || '_paused', v_found.message, v_found.hint, v_found.id, p_now);
  end loop;
end;
$$;
comment on function outlier.pause_failing_batches(timestamptz) is
  'Pauses a batch and opens an incident in two cases. More than settings.pause_at_failure_percent of its last 200 '
  'outcomes failed. Or more than settings.pause_at_opt_out_percent of its first 500 deliveries made people opt out. '
  'Requires 200 outcomes (50 for a batch of fewer than 200 people) or 100 deliveries. After a resume, only messages '
  'accepted since then count.';
