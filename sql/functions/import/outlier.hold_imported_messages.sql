-- Each import holds the messages that wait in the source at that time. A message that is no longer in a queue there was
-- sent, or the predecessor stopped retrying it. A message with a status row there was sent, even if it is still in the
-- queue.
create or replace function outlier.hold_imported_messages(p_now timestamptz default now())
returns void
language plpgsql
volatile
set search_path = ''
as $$
begin
  delete from outlier.import_report as r where r.source_table ~ '^pgmq[.]q_';
  delete from outlier.held_imports as h
  where h.kind <> 'broadcast'
    and not exists (
      select
      from pg_temp.import_waiting as w
      where w.source_id = h.source_id
        and w.is_second = (h.kind = 'second_message')
    );
  insert into outlier.held_imports as known (
    kind, source_id, batch_id, audience_segment_id, phone_number, message, second_message, delay, due_at, reads,
    source_row, imported_at
  )
  select
    case when w.is_second then 'second_message' else 'first_message' end, w.source_id, b.id, segment.id, n.phone_number,
    w.message, w.second_message, case when w.second_message is not null then w.delay end, w.due_at, w.reads,
    w.source_row, p_now
  from pg_temp.import_waiting as w
  inner join outlier.import_ids as i on i.kind = w.kind and i.source_id = w.source_batch
  inner join outlier.batches as b on b.id = i.id
  inner join pg_temp.import_numbers as n on n.raw = w.raw and n.phone_number is not null
  left join outlier.import_ids as mapped on mapped.kind = 'segment' and mapped.source_id = w.segment
  left join outlier.audience_segments as segment on segment.id = mapped.id
  where not outlier.is_blank(w.message)
    and n.phone_number not in (select own.phone_number from outlier.sending_numbers as own)
    and not exists (
      select
      from outlier.message_statuses as s
      where s.batch_id = b.id and s.recipient_phone_number = n.phone_number and s.is_second = w.is_second
    )
    -- An earlier import held this message, and it was released. It is in the queue here, or outlier.recipients has the
    -- reason why not.
    and not exists (
      select
      from outlier.queued_messages as q
      where q.batch_id = b.id and q.recipient_phone_number = n.phone_number and q.is_second = w.is_second
    )
    and not exists (
      select
      from outlier.recipients as r
      where r.batch_id = b.id
        and r.phone_number = n.phone_number
        and case when w.is_second then r.follow_up_reason else r.reason end is not null
    )
  order by w.is_second, w.source_id
  on conflict (kind, source_id) do update
  -- The message still waits in the source. reads has the attempts up to this import.
  set
    due_at = excluded.due_at, reads = excluded.reads, source_row = excluded.source_row,
    imported_at = excluded.imported_at;
  -- The predecessor sent these messages between two imports and left them in its queue.
  delete from outlier.held_imports as h
  where h.kind <> 'broadcast'
    and exists (
      select
      from outlier.message_statuses as s
      where s.batch_id = h.batch_id
        and s.recipient_phone_number = h.phone_number
        and s.is_second = (h.kind = 'second_message')
    );

  -- The predecessor had chosen these people for the batch.
  insert into outlier.recipients (batch_id, broadcast_id, campaign_id, audience_segment_id, phone_number, created_at)
  select distinct on (h.batch_id, h.phone_number)
    h.batch_id, b.broadcast_id, b.campaign_id, h.audience_segment_id, h.phone_number,
    coalesce((h.source_row ->> 'enqueued_at')::timestamptz, h.due_at)
  from outlier.held_imports as h
  inner join outlier.batches as b on b.id = h.batch_id
  order by h.batch_id, h.phone_number, h.id
  on conflict (batch_id, phone_number) do nothing;

  insert into outlier.import_report (source_table, source_key, phone_number, kind, why)
  select
    'pgmq.q_broadcast_' || case when w.is_second then 'second' else 'first' end || '_messages',
    w.source_id::text,
    n.phone_number,
    case when h.id is not null then 'held' else 'not_taken' end,
    case
      when h.id is not null and w.reads > 0 then
        'It waits in outlier.held_imports and is not sent. The predecessor had tried to send it: Missive may have it.'
      when h.id is not null then 'It waits in outlier.held_imports and is not sent.'
      when b.id is null then 'It names no broadcast or campaign of the source. It was left out, and is not sent.'
      when n.phone_number is null then 'The number cannot be read. It was left out, and is not sent.'
      when outlier.is_blank(w.message) then 'It has no text. It was left out.'
      when n.phone_number in (select own.phone_number from outlier.sending_numbers as own)
        then 'It goes to a number that messages are sent from. It was left out.'
      else 'It has gone out already, or was released after an earlier import. It was left out.'
    end
  from pg_temp.import_waiting as w
  left join pg_temp.import_numbers as n on n.raw = w.raw
  left join outlier.import_ids as i on i.kind = w.kind and i.source_id = w.source_batch
  left join outlier.batches as b on b.id = i.id
  left join outlier.held_imports as h
    on h.source_id = w.source_id
      and h.kind = case when w.is_second then 'second_message' else 'first_message' end
  order by w.is_second, w.source_id;

  perform outlier.settle_imported_batches(p_now);
  perform outlier.record_import(
    queues.source_table,
    (select pg_catalog.count(*) from pg_temp.import_waiting as w where w.is_second = queues.is_second),
    (select pg_catalog.count(*) from outlier.held_imports as h where h.kind = queues.kind),
    (
      select pg_catalog.count(*)
      from outlier.import_report as r
      where r.source_table = queues.source_table and r.kind = 'not_taken'
    ),
    p_now
  )
  from (values
    ('pgmq.q_broadcast_first_messages', false, 'first_message'),
    ('pgmq.q_broadcast_second_messages', true, 'second_message')
  ) as queues (source_table, is_second, kind);
end;
$$;
comment on function outlier.hold_imported_messages(timestamptz) is
  'Copies the messages that wait in the predecessor''s queues to held_imports. Outlier sends nothing from there.';
