-- If the source knows the message in which a person opted out, the event gets its words and time. For other people, the
-- time of the opt-out is unknown.
create or replace function outlier.import_consent(p_now timestamptz default now())
returns void
language plpgsql
volatile
set search_path = ''
as $$
declare
  v_said record;
begin
  delete from outlier.import_report as r where r.source_table = 'unsubscribed_messages';
  insert into outlier.unsubscribed_messages (
    twilio_message_id, message_status_id, broadcast_id, campaign_id, created_at
  )
  select distinct on (u.twilio_message_id)
    t.id, answered.id, coalesce(answered.broadcast_id, b.id),
    case when num_nonnulls(answered.broadcast_id, b.id) = 0 then answered.campaign_id end,
    coalesce(u.created_at, p_now)
  from pg_temp.import_unsubscribed_messages as u
  inner join outlier.twilio_messages as t on t.id = u.twilio_message_id
  left join pg_temp.import_mapped_statuses as m on m.source_id = u.reply_to
  left join outlier.message_statuses as answered
    on answered.batch_id = m.batch_id
      and answered.recipient_phone_number = m.phone_number
      and answered.is_second = m.is_second
  left join outlier.import_ids as i on i.kind = 'broadcast' and i.source_id = u.broadcast_id
  left join outlier.batches as b on b.id = i.id
  order by u.twilio_message_id, u.id
  on conflict (twilio_message_id) do nothing;
  insert into outlier.import_report (source_table, source_key, kind, why)
  select
    'unsubscribed_messages', u.id::text,
    case when t.id is null then 'orphan' else 'duplicate' end,
    case
      when t.id is null then
        'The message does not exist in the source. The row was left out; the person stays opted out.'
      else 'Another row is about the same message. This one was left out.'
    end
  from (
    select
      rows.id, rows.twilio_message_id,
      row_number() over (partition by rows.twilio_message_id order by rows.id) as place
    from pg_temp.import_unsubscribed_messages as rows
  ) as u
  left join outlier.twilio_messages as t on t.id = u.twilio_message_id
  where t.id is null or u.place > 1
  order by u.id;

  -- These opt-outs are newer than anything that the person said here since an earlier import.
  for v_said in
    select distinct on (a.phone_number)
      a.phone_number, t.preview, t.id, coalesce(t.delivered_at, t.created_at) as said_at
    from pg_temp.import_unsubscribed_messages as u
    inner join outlier.twilio_messages as t on t.id = u.twilio_message_id
    inner join outlier.authors as a on a.phone_number = t.from_phone_number and not a.unsubscribed
    inner join pg_temp.import_people as p on p.phone_number = a.phone_number and p.unsubscribed
    where not exists (select from outlier.consent_events as e where e.twilio_message_id = t.id)
    order by a.phone_number, coalesce(t.delivered_at, t.created_at) desc
  loop
    perform outlier.set_consent(
      v_said.phone_number, 'opt_out', 'import', null, v_said.preview, v_said.id, null, v_said.said_at, p_now
    );
  end loop;
  insert into outlier.consent_events (
    phone_number, kind, source, words, twilio_message_id, said_at, occurred_at
  )
  select distinct on (t.id)
    t.from_phone_number, 'opt_out', 'import', t.preview, t.id, t.delivered_at, coalesce(u.created_at, t.created_at)
  from pg_temp.import_unsubscribed_messages as u
  inner join outlier.twilio_messages as t on t.id = u.twilio_message_id
  where exists (select from outlier.authors as a where a.phone_number = t.from_phone_number)
    and not exists (
      select from outlier.consent_events as e where e.twilio_message_id = t.id and e.kind = 'opt_out'
    )
  order by t.id, u.id;
  -- If the person is subscribed again, a later message has words that the predecessor accepted as an opt-in.
  insert into outlier.consent_events (
    phone_number, kind, source, words, twilio_message_id, said_at, occurred_at
  )
  select
    out.phone_number, 'opt_in', 'import', back.preview, back.id, back.delivered_at,
    coalesce(back.delivered_at, back.created_at)
  from (
    select e.phone_number, pg_catalog.max(coalesce(e.said_at, e.occurred_at)) as at
    from outlier.consent_events as e
    inner join pg_temp.import_people as p on p.phone_number = e.phone_number and not p.unsubscribed
    inner join outlier.authors as a on a.phone_number = e.phone_number and not a.unsubscribed
    where e.source = 'import' and e.kind = 'opt_out'
    group by e.phone_number
  ) as out
  cross join lateral (
    select t.id, t.preview, t.delivered_at, t.created_at
    from outlier.twilio_messages as t
    where t.from_phone_number = out.phone_number
      and coalesce(t.delivered_at, t.created_at) > out.at
      and t.preview ~* '(start|resubscribe|detroit)'
    order by coalesce(t.delivered_at, t.created_at)
    limit 1
  ) as back
  where not exists (
    select from outlier.consent_events as e where e.twilio_message_id = back.id and e.kind = 'opt_in'
  )
  order by out.phone_number;
  insert into outlier.import_report (source_table, phone_number, kind, why)
  select distinct
    'unsubscribed_messages', e.phone_number, 'consent',
    'They opted out there once, and are subscribed again. No message of theirs says so: a team member may have done it.'
  from outlier.consent_events as e
  inner join pg_temp.import_people as p on p.phone_number = e.phone_number and not p.unsubscribed
  inner join outlier.authors as a on a.phone_number = e.phone_number and not a.unsubscribed
  where e.source = 'import' and e.kind = 'opt_out'
    and not exists (
      select
      from outlier.consent_events as later
      where later.phone_number = e.phone_number
        and later.kind = 'opt_in'
        and coalesce(later.said_at, later.occurred_at) >= coalesce(e.said_at, e.occurred_at)
    )
  order by e.phone_number;
  insert into outlier.consent_events (phone_number, kind, source, actor, occurred_at)
  select p.phone_number, 'opt_out', 'import', 'the predecessor''s column unsubscribed', p_now
  from pg_temp.import_people as p
  inner join outlier.authors as a on a.phone_number = p.phone_number and a.unsubscribed
  where p.unsubscribed
    and (
      select e.kind
      from outlier.consent_events as e
      where e.phone_number = p.phone_number
      order by coalesce(e.said_at, e.occurred_at) desc, e.id desc
      limit 1
    ) is distinct from 'opt_out'
  order by p.phone_number;

  perform outlier.record_import(
    'unsubscribed_messages',
    (select pg_catalog.count(*) from pg_temp.import_unsubscribed_messages),
    (
      select pg_catalog.count(distinct u.twilio_message_id)
      from pg_temp.import_unsubscribed_messages as u
      inner join outlier.unsubscribed_messages as here on here.twilio_message_id = u.twilio_message_id
    ),
    (
      select pg_catalog.count(*)
      from outlier.import_report as r
      where r.source_table = 'unsubscribed_messages' and r.kind in ('orphan', 'duplicate')
    ),
    p_now
  );
end;
$$;
comment on function outlier.import_consent(timestamptz) is
  'Imports the messages in which people opted out, and records each opt-out of the source as a consent event.';
