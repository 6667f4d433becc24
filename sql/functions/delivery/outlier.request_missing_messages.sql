-- A message that has not left Twilio, or never will, has no date. Twilio does not promise that lists by date contain
-- it. The same is true of a message that Twilio refused because the person has opted out. Missive does not know the id
-- of such a message, either.
create or replace function outlier.request_missing_messages(p_reconciliation_id bigint, p_now timestamptz)
returns void
language sql
volatile
set search_path = ''
as $$
  insert into outlier.requests (kind, subject, payload, due_at)
  select
    'read_message',
    'twilio:' || dateless.twilio_id,
    pg_catalog.jsonb_build_object('reconciliation', p_reconciliation_id, 'sid', dateless.twilio_id),
    p_now
  from (
    select s.twilio_id
    from outlier.message_statuses as s
    where s.created_at >= (select r.since from outlier.reconciliations as r where r.id = p_reconciliation_id)
      and s.twilio_id is not null
      and (not s.twilio_seen or s.twilio_sent_at is null and not outlier.is_final_status(s.twilio_sent_status))
    -- Start with the messages that were checked longest ago, so that each gets its turn.
    order by s.updated_at, s.id
    limit (select settings.single_reads_limit from outlier.settings)
  ) as dateless
  on conflict (subject) do nothing;

  insert into outlier.requests (kind, subject, payload, due_at)
  select
    'read_person',
    -- One request for each number that we sent from, because Twilio lists by sender and recipient.
    pg_catalog.concat_ws(':', 'twilio', nameless.phone_number, nameless.sending_phone_number),
    pg_catalog.jsonb_build_object(
      'reconciliation', p_reconciliation_id, 'from', nameless.sending_phone_number,
      'to', nameless.phone_number, 'pageSize', 200
    ),
    p_now
  from (
    select
      s.recipient_phone_number as phone_number,
      coalesce(s.sending_phone_number, settings.sending_phone_number) as sending_phone_number
    from outlier.message_statuses as s
    cross join outlier.settings as settings
    where s.created_at >= (select r.since from outlier.reconciliations as r where r.id = p_reconciliation_id)
      and s.twilio_id is null
      -- An erased person has no number.
      and s.recipient_phone_number like '+%'
      and coalesce(s.sending_phone_number, settings.sending_phone_number) is not null
    group by 1, 2
    order by pg_catalog.min(s.updated_at), 1, 2
    limit (select settings.single_reads_limit from outlier.settings)
  ) as nameless
  on conflict (subject) do nothing;
$$;
comment on function outlier.request_missing_messages(bigint, timestamptz) is
  'Requests our messages that no page of the log showed: by id, or by person if no id is known. Requests at most '
  'settings.single_reads_limit of each.';
