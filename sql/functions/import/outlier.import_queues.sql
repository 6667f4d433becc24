-- The message of a row may be a JSON object, or a JSON string that contains an object.
create or replace function outlier.import_queues(p_now timestamptz default now())
returns void
language plpgsql
volatile
set search_path = ''
as $$
begin
  insert into pg_temp.import_waiting (
    is_second, source_id, kind, source_batch, raw, message, second_message, delay, segment, due_at, reads, source_row
  )
  select
    q.is_second,
    q.msg_id,
    case
      when q.body ->> 'broadcast_id' is not null then 'broadcast'
      when q.body ->> 'campaign_id' is not null then 'campaign'
    end,
    outlier.json_integer(coalesce(nullif(q.body -> 'broadcast_id', 'null'), q.body -> 'campaign_id')),
    q.body ->> 'recipient_phone_number',
    q.body ->> case when q.is_second then 'second_message' else 'first_message' end,
    case when not q.is_second then nullif(q.body ->> 'second_message', '') end,
    outlier.json_integer(q.body -> 'delay'),
    outlier.json_integer(q.body -> 'segment_id'),
    coalesce(q.vt, q.enqueued_at, p_now),
    coalesce(q.read_ct, 0),
    pg_catalog.jsonb_build_object(
      'msg_id', q.msg_id, 'read_ct', q.read_ct, 'enqueued_at', q.enqueued_at, 'vt', q.vt, 'message', q.body
    )
  from (
    select
      both_queues.is_second, both_queues.msg_id, both_queues.read_ct, both_queues.enqueued_at, both_queues.vt,
      coalesce(
        case
          when pg_catalog.jsonb_typeof(both_queues.message) = 'object' then both_queues.message
          else outlier.parse_json(both_queues.message #>> '{}')
        end,
        '{}'
      ) as body
    from (
      select false as is_second, f.* from pg_temp.import_q_broadcast_first_messages as f
      union all
      select true, s.* from pg_temp.import_q_broadcast_second_messages as s
    ) as both_queues
  ) as q;
  perform outlier.read_import_numbers(array(
    select distinct w.raw
    from pg_temp.import_waiting as w
    where not exists (select from pg_temp.import_numbers as n where n.raw = w.raw)
  ));
end;
$$;
comment on function outlier.import_queues(timestamptz) is
  'Reads the messages that wait in the predecessor''s queues. Later steps need them to find the batches that are '
  'partly sent.';
