create or replace function outlier.delete_unrecorded_texts(p_now timestamptz)
returns void
language sql
volatile
set search_path = ''
as $$
  delete from outlier.unrecorded_texts as u
  using outlier.failovers as f
  where f.id = u.failover_id
    and (
      f.noticed_at < p_now - interval '7 days'
      or exists (select from outlier.message_statuses as s where s.twilio_id = u.sid)
    );
$$;
comment on function outlier.delete_unrecorded_texts(timestamptz) is
  'Deletes unrecorded texts whose failover is more than 7 days old, and those that have been recorded since.';
