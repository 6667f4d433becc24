-- In the source, the default of the status is delivered. A real status always comes with Twilio's id. So without an id,
-- the status is unknown.
create or replace function outlier.import_message_statuses(p_now timestamptz default now())
returns void
language plpgsql
volatile
set search_path = ''
as $$
begin
  delete from outlier.import_report as r where r.source_table = 'message_statuses';
  perform outlier.read_import_numbers(array(
    select distinct s.recipient_phone_number
    from pg_temp.import_message_statuses as s
    where not exists (select from pg_temp.import_numbers as n where n.raw = s.recipient_phone_number)
  ));
  analyze pg_temp.import_message_statuses;

  insert into pg_temp.import_mapped_statuses (
    source_id, kind, source_batch, batch_id, audience_segment_id, phone_number, is_second, status, flaw
  )
  select
    judged.id, judged.kind, judged.source_batch, judged.batch_id, judged.segment_id, judged.phone_number,
    judged.is_second, judged.status,
    case
      when judged.batch_id is null then 'orphan'
      when judged.phone_number is null then 'unreadable_number'
      when judged.is_own then 'own_number'
      when row_number() over (
        partition by judged.batch_id, judged.phone_number, judged.is_second
        order by outlier.classify_delivery(judged.status) <> 'unknown' desc, judged.has_id desc, judged.id desc
      ) > 1 then 'duplicate'
    end
  from (
    select
      s.id,
      case when s.broadcast_id is not null then 'broadcast' else 'campaign' end as kind,
      coalesce(s.broadcast_id, s.campaign_id) as source_batch,
      b.id as batch_id,
      segment.id as segment_id,
      n.phone_number,
      n.phone_number in (select own.phone_number from outlier.sending_numbers as own) as is_own,
      coalesce(s.is_second, false) as is_second,
      s.twilio_id is not null as has_id,
      case when s.twilio_sent_status = 'delivered' and s.twilio_id is null then null else s.twilio_sent_status end
        as status
    from pg_temp.import_message_statuses as s
    left join pg_temp.import_numbers as n on n.raw = s.recipient_phone_number
    left join outlier.import_ids as i
      on i.kind = case when s.broadcast_id is not null then 'broadcast' else 'campaign' end
        and i.source_id = coalesce(s.broadcast_id, s.campaign_id)
    left join outlier.batches as b on b.id = i.id
    left join outlier.import_ids as segment on segment.kind = 'segment' and segment.source_id = s.audience_segment_id
  ) as judged;
  create index on pg_temp.import_mapped_statuses (source_id);
  analyze pg_temp.import_mapped_statuses;

  -- These messages were sent long ago. The setting makes the triggers of message_statuses skip their posts and actions.
  perform pg_catalog.set_config('outlier.importing', 'on', true);
  insert into outlier.message_statuses (
    is_second, batch_id, broadcast_id, campaign_id, audience_segment_id, recipient_phone_number, message, missive_id,
    missive_conversation_id, twilio_id, twilio_sent_status, twilio_sent_at, closed, created_at, updated_at,
    sending_phone_number
  )
  select
    m.is_second, m.batch_id, case m.kind when 'broadcast' then m.batch_id end,
    case m.kind when 'campaign' then m.batch_id end, m.audience_segment_id, m.phone_number, coalesce(s.message, ''),
    s.missive_id, s.missive_conversation_id, s.twilio_id, m.status, s.twilio_sent_at, coalesce(s.closed, false),
    coalesce(s.created_at, p_now), coalesce(s.updated_at, s.created_at, p_now),
    (select settings.sending_phone_number from outlier.settings as settings)
  from pg_temp.import_mapped_statuses as m
  inner join pg_temp.import_message_statuses as s on s.id = m.source_id
  where m.flaw is null
  order by m.source_id
  on conflict do nothing;
  -- A later import may bring a better status.
  update outlier.message_statuses as here
  set
    twilio_sent_status = m.status, twilio_id = s.twilio_id, twilio_sent_at = s.twilio_sent_at,
    updated_at = coalesce(s.updated_at, p_now)
  from pg_temp.import_mapped_statuses as m
  inner join pg_temp.import_message_statuses as s on s.id = m.source_id
  where m.flaw is null
    and here.batch_id = m.batch_id
    and here.recipient_phone_number = m.phone_number
    and here.is_second = m.is_second
    and here.missive_id = s.missive_id
    and m.status is not null
    and here.twilio_sent_status is distinct from m.status
    and not here.twilio_seen
    and outlier.classify_delivery(here.twilio_sent_status) = 'unknown';
  perform pg_catalog.set_config('outlier.importing', 'off', true);

  insert into outlier.recipients (
    batch_id, broadcast_id, campaign_id, audience_segment_id, phone_number, created_at
  )
  select distinct on (m.batch_id, m.phone_number)
    m.batch_id, case m.kind when 'broadcast' then m.batch_id end, case m.kind when 'campaign' then m.batch_id end,
    m.audience_segment_id, m.phone_number, coalesce(s.created_at, p_now)
  from pg_temp.import_mapped_statuses as m
  inner join pg_temp.import_message_statuses as s on s.id = m.source_id
  where m.flaw is null
    and not exists (
      select from outlier.recipients as known where known.batch_id = m.batch_id and known.phone_number = m.phone_number
    )
  order by m.batch_id, m.phone_number, m.is_second, m.source_id;

  perform pg_catalog.set_config('outlier.consent_is_recorded', 'on', true);
  update outlier.authors as a
  set last_texted_at = texted.at
  from (
    select m.phone_number, pg_catalog.max(s.created_at) as at
    from pg_temp.import_mapped_statuses as m
    inner join pg_temp.import_message_statuses as s on s.id = m.source_id
    where m.flaw is null
    group by m.phone_number
  ) as texted
  where a.phone_number = texted.phone_number
    and (a.last_texted_at is null or a.last_texted_at < texted.at);
  perform pg_catalog.set_config('outlier.consent_is_recorded', 'off', true);

  insert into outlier.import_report (source_table, source_key, phone_number, kind, why)
  select
    'message_statuses', m.source_id::text, m.phone_number, m.flaw,
    case m.flaw
      when 'orphan' then 'The broadcast or campaign does not exist in the source. The row was left out.'
      when 'unreadable_number' then 'The number cannot be read. The row was left out.'
      when 'own_number' then 'The message went to a number that messages are sent from. The row was left out.'
      else 'Another row is about the same message of the same batch to the same person, and says more or is newer. '
        'This one was left out.'
    end
  from pg_temp.import_mapped_statuses as m
  where m.flaw is not null
  order by m.source_id;
  insert into outlier.import_report (source_table, kind, why, amount)
  select
    'message_statuses', 'default_status',
    'The status is delivered and the id of Twilio is missing: Twilio never reported what happened to these messages. '
    'Their status is unknown here.',
    pg_catalog.count(*)
  from pg_temp.import_mapped_statuses as m
  inner join pg_temp.import_message_statuses as s on s.id = m.source_id
  where m.flaw is null
    and m.status is null
    and s.twilio_sent_status is not null
  having pg_catalog.count(*) > 0;

  perform outlier.compare_imported_messages();
  perform outlier.record_import(
    'message_statuses',
    (select pg_catalog.count(*) from pg_temp.import_message_statuses),
    (
      select pg_catalog.count(*)
      from pg_temp.import_mapped_statuses as m
      inner join outlier.message_statuses as here
        on here.batch_id = m.batch_id
          and here.recipient_phone_number = m.phone_number
          and here.is_second = m.is_second
      where m.flaw is null
    ),
    (select pg_catalog.count(*) from pg_temp.import_mapped_statuses as m where m.flaw is not null),
    p_now
  );
end;
$$;
comment on function outlier.import_message_statuses(timestamptz) is
  'Imports the sent messages with their delivery statuses, and lists their people as recipients.';
