-- A message that has not left Twilio has no date, and whether lists by date show it nobody promises.
create or replace function outlier.read_singly(p_reconciliation_id bigint, p_now timestamptz)
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
      and s.twilio_sent_at is null
      and not outlier.is_final(s.twilio_sent_status)
    -- Those that were looked at longest ago, so that each has its turn.
    order by s.updated_at, s.id
    limit (select settings.single_reads_limit from outlier.settings)
  ) as dateless
  on conflict (subject) do nothing;
$$;
comment on function outlier.read_singly(bigint, timestamptz) is
  'Has the executor read messages of ours that no page showed, one by one: at most settings.single_reads_limit of them.';
