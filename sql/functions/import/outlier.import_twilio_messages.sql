-- The source does not store the conversation of a message. If the person has only one conversation, the message belongs
-- to it.
create or replace function outlier.import_twilio_messages(p_now timestamptz default now())
returns void
language plpgsql
volatile
set search_path = ''
as $$
declare
  v_own text;
begin
  delete from outlier.import_report as r where r.source_table = 'twilio_messages';
  perform outlier.read_import_numbers(array(
    select spelled.raw
    from (
      select t.from_field as raw from pg_temp.import_twilio_messages as t
      union
      select t.to_field from pg_temp.import_twilio_messages as t
    ) as spelled
    where not exists (select from pg_temp.import_numbers as n where n.raw = spelled.raw)
  ));
  analyze pg_temp.import_twilio_messages;

  -- Missive gives a sent message the id of the predecessor's draft. If a message has such an id, its sender is one of
  -- our own numbers.
  for v_own in
    select distinct n.phone_number
    from pg_temp.import_twilio_messages as t
    inner join pg_temp.import_message_statuses as s on s.missive_id = t.id
    inner join pg_temp.import_numbers as n on n.raw = t.from_field and n.phone_number is not null
    where n.phone_number <> (select s.sending_phone_number from outlier.settings as s)
  loop
    insert into outlier.sending_numbers (phone_number, first_seen_at) values (v_own, p_now) on conflict do nothing;
    insert into outlier.import_report (source_table, source_key, phone_number, kind, why)
    values (
      'twilio_messages', v_own, v_own, 'own_number',
      'The predecessor has sent from this number too. It is in outlier.sending_numbers now, and gets no texts.'
    );
  end loop;

  insert into outlier.twilio_messages as here (
    id, conversation_id, from_phone_number, to_phone_number, preview, type, external_id, "references", delivered_at,
    is_reply, reply_to_broadcast, reply_to_campaign, sender_id, attachments, created_at, updated_at
  )
  select
    t.id, only_one.conversation_id, coalesce(from_number.phone_number, t.from_field),
    coalesce(to_number.phone_number, t.to_field), t.preview, t.type, t.external_id, coalesce(t."references", '{}'),
    t.delivered_at,
    coalesce(t.is_reply, false) or num_nonnulls(b.id, c.id) > 0,
    b.id,
    case when b.id is null then c.id end,
    u.id,
    case
      when coalesce(t.attachments, '') = '' then '[]'
      else coalesce(outlier.parse_json(t.attachments), pg_catalog.to_jsonb(t.attachments))
    end,
    coalesce(t.created_at, t.delivered_at, p_now),
    coalesce(t.updated_at, t.created_at, t.delivered_at, p_now)
  from pg_temp.import_twilio_messages as t
  left join pg_temp.import_numbers as from_number on from_number.raw = t.from_field
  left join pg_temp.import_numbers as to_number on to_number.raw = t.to_field
  left join outlier.import_ids as mapped_b on mapped_b.kind = 'broadcast' and mapped_b.source_id = t.reply_to_broadcast
  left join outlier.batches as b on b.id = mapped_b.id
  left join outlier.import_ids as mapped_c on mapped_c.kind = 'campaign' and mapped_c.source_id = t.reply_to_campaign
  left join outlier.batches as c on c.id = mapped_c.id
  left join outlier.users as u on u.id = t.sender_id
  left join (
    select ca.author_phone_number, (pg_catalog.array_agg(ca.conversation_id))[1] as conversation_id
    from outlier.conversations_authors as ca
    group by ca.author_phone_number
    having pg_catalog.count(*) = 1
  ) as only_one on only_one.author_phone_number = case
    when from_number.phone_number in (select own.phone_number from outlier.sending_numbers as own)
      then to_number.phone_number
    else from_number.phone_number
  end
  order by t.created_at, t.id
  on conflict (id) do update
  set
    is_reply = excluded.is_reply, reply_to_broadcast = excluded.reply_to_broadcast,
    reply_to_campaign = excluded.reply_to_campaign
  where not here.is_reply and excluded.is_reply;

  insert into outlier.import_report (source_table, source_key, kind, why)
  select
    'twilio_messages', t.id::text, 'orphan',
    'The broadcast or campaign that it answers does not exist in the source. It was taken without the link.'
  from pg_temp.import_twilio_messages as t
  where t.reply_to_broadcast is not null
    and t.reply_to_broadcast not in (select i.source_id from outlier.import_ids as i where i.kind = 'broadcast')
    or t.reply_to_campaign is not null
    and t.reply_to_campaign not in (select i.source_id from outlier.import_ids as i where i.kind = 'campaign')
  order by t.id;
  insert into outlier.import_report (source_table, source_key, kind, why)
  select
    'twilio_messages', t.id::text, 'changed',
    'It answers a broadcast and a campaign there. Here it answers the broadcast.'
  from pg_temp.import_twilio_messages as t
  where num_nonnulls(t.reply_to_broadcast, t.reply_to_campaign) = 2
  order by t.id;
  insert into outlier.import_report (source_table, source_key, kind, why)
  select
    'twilio_messages', n.raw, 'unreadable_number',
    'Messages from or to this number were taken as they are. They belong to nobody here.'
  from pg_temp.import_numbers as n
  where n.phone_number is null
    and exists (select from pg_temp.import_twilio_messages as t where n.raw in (t.from_field, t.to_field))
  order by n.raw;

  delete from outlier.import_sums as s where s.measure = 'replies';
  insert into outlier.import_sums (
    kind, source_id, batch_id, measure, amount_there, amount_left_out, amount_here
  )
  select
    there.kind, there.source_id, i.id, 'replies', there.amount,
    case when i.id is null then there.amount else 0 end,
    (
      select pg_catalog.count(*)
      from outlier.twilio_messages as here
      where here.reply_to_batch = i.id
        and here.id in (select t.id from pg_temp.import_twilio_messages as t)
    )
  from (
    select
      case when t.reply_to_broadcast is not null then 'broadcast' else 'campaign' end as kind,
      coalesce(t.reply_to_broadcast, t.reply_to_campaign) as source_id,
      pg_catalog.count(*) as amount
    from pg_temp.import_twilio_messages as t
    where num_nonnulls(t.reply_to_broadcast, t.reply_to_campaign) > 0
    group by 1, 2
  ) as there
  left join outlier.import_ids as i on i.kind = there.kind and i.source_id = there.source_id;
  insert into outlier.import_report (source_table, source_key, kind, why, amount)
  select
    'twilio_messages', s.kind || ' ' || s.source_id, 'mismatch',
    pg_catalog.format(
      'The source has %s replies to this %s, and %s are here.', s.amount_there, s.kind, s.amount_here
    ),
    pg_catalog.abs(s.amount_there - s.amount_left_out - s.amount_here)
  from outlier.import_sums as s
  where s.measure = 'replies'
    and s.amount_there <> s.amount_left_out + s.amount_here
  order by s.kind, s.source_id;
  perform outlier.record_import(
    'twilio_messages',
    (select pg_catalog.count(*) from pg_temp.import_twilio_messages),
    (
      select pg_catalog.count(*)
      from pg_temp.import_twilio_messages as t
      inner join outlier.twilio_messages as here on here.id = t.id
    ),
    0,
    p_now
  );
end;
$$;
comment on function outlier.import_twilio_messages(timestamptz) is
  'Imports the messages of the inbox and the batch that each one answers.';
