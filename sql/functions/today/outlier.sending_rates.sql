create or replace function outlier.sending_rates(p_now timestamptz)
returns table (batch_id bigint, messages bigint)
language sql
stable
set search_path = ''
as $$
  select s.batch_id, pg_catalog.count(*)
  from outlier.message_statuses as s
  where s.created_at > p_now - interval '5 minutes'
    and s.created_at <= p_now
  group by s.batch_id;
$$;
comment on function outlier.sending_rates(timestamptz) is
  'Returns for each batch the number of messages that Missive accepted in the last five minutes.';
