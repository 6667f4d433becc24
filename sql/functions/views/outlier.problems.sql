create or replace view outlier.problems as
select i.kind, i.message, i.hint, i.occurred_at
from outlier.incidents as i
where i.resolved_at is null
  and i.kind <> 'accepted_late'
union all
-- outlier.incidents has one row for each person, with columns for the person and the batch. This view shows only their
-- number.
select
  'accepted_late',
  pg_catalog.format(
    '%s messages were accepted after their claims had ended: people may have got a text twice', pg_catalog.count(*)
  ),
  'Run: select * from outlier.incidents where kind = ''accepted_late'' and resolved_at is null; Then find out '
  'whether an executor was frozen or its machine was suspended.',
  pg_catalog.min(i.occurred_at)
from outlier.incidents as i
where i.resolved_at is null
  and i.kind = 'accepted_late'
having pg_catalog.count(*) > 0
union all
select
  'copy',
  pg_catalog.format('This database is a copy of %s. Nothing is sent.', outlier.describe_copy()),
  'If production was moved or restored here, an administrator must run: select outlier.adopt_database(''keep''); '
  'On a copy for tests: select outlier.adopt_database(''cancel'');',
  null
where outlier.describe_copy() is not null
union all
select
  'failover_unread',
  pg_catalog.format(
    'the database failed over at %s. %s until Twilio''s log since %s has been read: %s',
    outlier.local_time(f.noticed_at),
    case f.state
      when 'reading' then 'Nothing is sent'
      else pg_catalog.format('%s messages that may have gone out wait', f.texts_held)
    end,
    outlier.local_time(f.lost_from),
    coalesce(f.error, 'Twilio has not answered yet')
  ),
  pg_catalog.format(
    'Check Twilio__AccountSid and Twilio__AuthToken of the executor. If Twilio cannot be reached, look in Missive for '
    'opt-outs since then and unsubscribe those people, then run: select outlier.go_on_after_failover(%s);',
    f.id
  ),
  f.noticed_at
from outlier.failovers as f
where f.state = 'reading' and f.noticed_at < now() - interval '30 seconds'
  or f.state = 'settling' and f.settle_at < now() - interval '1 minute'
union all
select
  'settings', 'no phone number to send from is set', 'update outlier.settings set sending_phone_number = ''+1…'';', null
where not exists (select from outlier.settings as s where s.sending_phone_number is not null)
union all
select
  'reviews_wait',
  pg_catalog.format(
    '%s messages may be opt-outs, and have waited for a decision for a working day', pg_catalog.count(*)
  ),
  pg_catalog.format(
    'Select them from outlier.consent_reviews where decision is null. Decide in Missive with the comment '
    '"unsubscribe" or "keep". If nobody decides, Outlier opts the first person out at %s.',
    outlier.local_time(pg_catalog.min(r.due_at))
  ),
  pg_catalog.min(r.opened_at)
from outlier.consent_reviews as r
where r.decision is null
  and outlier.add_business_days(r.opened_at, 1) < now()
having pg_catalog.count(*) > 0
union all
select 'stopped', 'all sending is stopped', 'select outlier.resume_all_sending();', null
where exists (select from outlier.settings as s where s.sending_stopped)
union all
select
  'no_broadcast',
  'there is no upcoming broadcast',
  'insert into outlier.broadcasts (first_message, second_message) values (''…'', ''…'');',
  null
where not exists (select from outlier.broadcasts as b where b.state = 'scheduled')
union all
select
  'no_schedule',
  'the upcoming broadcast has no run_at, and no weekly schedule is active',
  'insert into outlier.broadcast_settings (mon) values (''10:00'');',
  null
where exists (select from outlier.broadcasts as b where b.state = 'scheduled' and outlier.planned_run_at(b) is null)
union all
select
  'unknown_outcome',
  pg_catalog.format('%s messages were sent to Missive, but Missive did not answer', pg_catalog.count(*)),
  'Read them in outlier.unknown_messages. Outlier does not send them again until their outcome is known. If Twilio '
  'is configured, Outlier asks Twilio after their leases expire.',
  pg_catalog.min(q.claimed_at)
from outlier.queued_messages as q
where q.state = 'unknown'
having pg_catalog.count(*) > 0
union all
select
  'webhook_failed',
  pg_catalog.format('%s webhooks were stored, but Outlier could not process them', pg_catalog.count(*)),
  'Read outlier.errors: an opt-out may be among them. Outlier retries each one until next_attempt_at is null. After '
  'that, run: outlier replay --event <invoke_history_id>, or set resolved_at.',
  pg_catalog.min(e.occurred_at)
from outlier.errors as e
where e.resolved_at is null
having pg_catalog.count(*) > 0
union all
select
  'nobody_sends',
  pg_catalog.format(
    '%s messages of %s are due, but no executor claims them', due.messages, outlier.queue_name(idle.is_second)
  ),
  'Check that the executor is running and that its /health/ready reports no problem.',
  due.since
-- "offset 0" makes PostgreSQL read the queue only if nobody sends. While messages are sent, most of a queue is due.
from (
  select queue.is_second
  from (values (false), (true)) as queue (is_second)
  inner join outlier.tokens as token on token.name = outlier.queue_name(queue.is_second)
  inner join outlier.quotas as budget on budget.name = token.quota
  where not exists (
    select
    from outlier.queued_messages as busy
    where busy.is_second = queue.is_second and busy.state = 'sending'
  )
    and not (select s.sending_stopped from outlier.settings as s)
    and not exists (select from outlier.failovers as f where f.state = 'reading')
    and outlier.quota_allowance(budget, false, now()) > 0
  offset 0
) as idle
cross join lateral (
  select pg_catalog.count(*) as messages, pg_catalog.min(q.due_at) as since
  from outlier.queued_messages as q
  where q.is_second = idle.is_second
    and q.state = 'waiting'
    and q.due_at < now() - interval '1 minute'
    and q.batch_id in (select b.id from outlier.batches as b where b.state = 'sending')
) as due
where due.messages > 0
union all
select
  'quota_held',
  pg_catalog.format(
    'calls of the quota %s are paused until %s: %s', q.name, outlier.local_time(q.held_until), q.hold_reason
  ),
  null,
  null
from outlier.quotas as q
where q.held_until > now()
union all
select
  'clock',
  pg_catalog.format('the clock of %s is %s seconds %s the database server''s',
    pg_catalog.initcap(latest.service collate "C") collate pg_catalog."default",
    pg_catalog.round(
      extract(epoch from case when latest.lowest > interval '0' then latest.lowest else -latest.highest end)
    ),
    case when latest.lowest > interval '0' then 'ahead of' else 'behind' end),
  'Synchronize the clock of the database server with NTP. Until then, Outlier allows for the difference when it '
  'matches messages by time.',
  latest.hour
from (
  select distinct on (c.service) c.service, c.hour, c.lowest, c.highest
  from outlier.clock_offsets as c
  where c.hour > now() - interval '1 day'
  order by c.service, c.hour desc
) as latest
-- A problem only if all measurements of the hour agree. One slow response is not enough.
where latest.lowest > interval '30 seconds'
  or latest.highest < interval '-30 seconds'
union all
select
  'job_failed',
  pg_catalog.format(
    'the job %s failed twice in a row: %s',
    j.job,
    outlier.mask_error_message(coalesce(j.last_message, 'without a message'))
  ),
  'Remove the cause. The next successful run ends this problem. See outlier.job_status and cron.job_run_details.',
  j.last_started_at
from outlier.job_status as j
where j.failed_in_a_row > 1
union all
select
  'scheduler_dead',
  pg_catalog.format(
    'pg_cron has run no job since %s: no broadcast and no campaign starts', outlier.local_time(silent.since)
  ),
  'Restart the database server: that starts pg_cron''s scheduler again. If it still runs no job, look for pg_cron in '
  'the server''s log, and compare shared_preload_libraries and cron.database_name with docs/how-to/install.md.',
  silent.since
from outlier.scheduler_silent_since() as silent (since)
where silent.since is not null
union all
select
  'approval_missing',
  outlier.explain_missing_approval(b, outlier.find_approval(b), outlier.count_batch_people(b)),
  pg_catalog.format(
    'Somebody who did not write it must read and approve it: POST /%ss/%s/approve/, or '
    'select outlier.approve_batch(%s, ''name'');',
    b.kind, b.id, b.id
  ),
  b.run_at
from outlier.batches as b
where b.state = 'scheduled'
  and outlier.is_waiting_for_approval(b)
union all
select
  'broadcast_overdue',
  pg_catalog.format('broadcast %s was due at %s and has not started', due.id, outlier.local_time(due.run_at)),
  'Run: select outlier.check_and_trigger_broadcast(); It starts the broadcast within settings.catch_up_window, or says '
  'why not. See outlier.job_status for the job that should have run it.',
  due.run_at
from (
  select b.id, outlier.broadcast_run_at(b) as run_at
  from outlier.broadcasts as b
  inner join outlier.batches as shared on shared.id = b.id
  where b.state = 'scheduled'
    and not outlier.is_waiting_for_approval(shared)
) as due
where due.run_at < now() - interval '3 minutes'
union all
select
  'campaign_overdue',
  pg_catalog.format('campaign %s was due at %s and has not started', c.id, outlier.local_time(c.run_at)),
  'Run: select outlier.check_and_run_campaigns(); It starts the campaign within settings.catch_up_window, or reports '
  'why not. See outlier.job_status for the job that should have run it.',
  c.run_at
from outlier.batches as c
where c.kind = 'campaign'
  and c.state = 'scheduled'
  and c.run_at < now() - interval '3 minutes'
  and not outlier.is_waiting_for_approval(c);
comment on view outlier.problems is 'Open problems that a person must look at, each with what to do.';
