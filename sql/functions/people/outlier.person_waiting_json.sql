create or replace function outlier.person_waiting_json(p_phone_number text)
returns jsonb
language sql
stable
set search_path = ''
as $$
  select coalesce(
    pg_catalog.jsonb_agg(
      pg_catalog.jsonb_build_object(
        'batchId', q.batch_id,
        'kind', b.kind,
        'title', b.title,
        'isFollowUp', q.is_second,
        'message', q.message,
        'state', q.state,
        'dueAt', pg_catalog.floor(extract(epoch from q.due_at))::bigint,
        'waitsForContactHours', q.held_since is not null,
        'isPaused', b.state = 'paused',
        'refusals', q.failures
      )
      order by q.due_at, q.id
    ),
    '[]'
  )
  from outlier.queued_messages as q
  inner join outlier.batches as b on b.id = q.batch_id
  where q.recipient_phone_number = p_phone_number;
$$;
comment on function outlier.person_waiting_json(text) is
  'Returns for the HTTP API the messages that wait for a person, the next one first.';
