create or replace function outlier.settled_json(p_status outlier.message_statuses)
returns jsonb
language sql
stable
set search_path = ''
as $$
  select pg_catalog.jsonb_build_object(
    'traceId', outlier.trace_id(p_status.queued_message_id),
    'delivery', outlier.classify_delivery(p_status.twilio_sent_status),
    'status', p_status.twilio_sent_status,
    'errorCode', p_status.twilio_error_code,
    'acceptedAt', p_status.created_at,
    'settledAt', greatest(p_status.updated_at, p_status.created_at)
  );
$$;
comment on function outlier.settled_json(outlier.message_statuses) is
  'Returns the delivery result of a message, for its trace. Contains no person.';
