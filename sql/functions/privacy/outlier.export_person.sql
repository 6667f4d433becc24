-- Exports the same rows that erase_person changes. Both leave out rows that only hold an id and name no person.
create or replace function outlier.export_person(p_phone_number text, p_now timestamptz default now())
returns jsonb
language plpgsql
stable
set search_path = ''
-- The export has the same format in every session.
set timezone = 'UTC'
set intervalstyle = 'postgres'
set bytea_output = 'hex'
as $$
declare
  v_number text := outlier.known_phone_number(p_phone_number);
  v_conversations uuid[] := outlier.person_conversations(v_number);
  v_named text := outlier.person_pattern(v_number);
  v_about text := outlier.person_pattern(v_number, v_conversations);
  v_keys text[] := outlier.person_keys(v_number, v_conversations);
  v_kept jsonb;
begin
  if v_number is null then
    raise exception using
      errcode = 'OT010',
      message = 'this is not a phone number',
      hint = 'Write it with its country code, such as +13135550142.';
  end if;
  select pg_catalog.jsonb_object_agg(kept.name, kept.rows)
  into v_kept
  from (
    select 'authors' as name, pg_catalog.jsonb_agg(pg_catalog.to_jsonb(a)) as rows
    from outlier.authors as a
    where a.phone_number = v_number
    union all
    select
      'authors_labels', pg_catalog.jsonb_agg(pg_catalog.to_jsonb(al) || pg_catalog.jsonb_build_object('name', l.name))
    from outlier.authors_labels as al
    left join outlier.labels as l on l.id = al.label_id
    where al.author = pg_catalog.substr(v_number, 2)::bigint
    union all
    select 'conversations', pg_catalog.jsonb_agg(pg_catalog.to_jsonb(c) || pg_catalog.jsonb_build_object(
      'people',
      (
        select pg_catalog.jsonb_agg(ca.author_phone_number)
        from outlier.conversations_authors as ca
        where ca.conversation_id = c.id and c.id = any (v_conversations)
      ),
      'history',
      (
        select pg_catalog.jsonb_agg(pg_catalog.to_jsonb(h) order by h.id)
        from outlier.conversation_history as h
        where h.conversation_id = c.id
      )
    ))
    from outlier.conversations as c
    where c.id = any (v_conversations)
      or c.id in (
        select ca.conversation_id
        from outlier.conversations_authors as ca
        where ca.author_phone_number = v_number
      )
      or c.subject ~ v_named
      or c.latest_message_subject ~ v_named
    union all
    select 'comments', pg_catalog.jsonb_agg(pg_catalog.to_jsonb(c) order by c.created_at)
    from outlier.comments as c
    where c.conversation_id = any (v_conversations)
      or c.body ~ v_named
      or c.attachment::text ~ v_named
    union all
    select 'twilio_messages', pg_catalog.jsonb_agg(pg_catalog.to_jsonb(t) order by t.created_at)
    from outlier.twilio_messages as t
    where v_number in (t.from_phone_number, t.to_phone_number)
      or t.conversation_id = any (v_conversations)
      or t.preview ~ v_named
    union all
    select 'unsubscribed_messages', pg_catalog.jsonb_agg(pg_catalog.to_jsonb(u) order by u.id)
    from outlier.unsubscribed_messages as u
    inner join outlier.twilio_messages as t on t.id = u.twilio_message_id
    where v_number in (t.from_phone_number, t.to_phone_number)
    union all
    select 'consent_events', pg_catalog.jsonb_agg(pg_catalog.to_jsonb(e) order by e.id)
    from outlier.consent_events as e
    where e.phone_number = v_number
    union all
    select 'consent_reviews', pg_catalog.jsonb_agg(pg_catalog.to_jsonb(r) order by r.id)
    from outlier.consent_reviews as r
    where r.phone_number = v_number
    union all
    select 'direct_texts', pg_catalog.jsonb_agg(pg_catalog.to_jsonb(t) order by t.id)
    from outlier.direct_texts as t
    where t.phone_number = v_number
    union all
    select 'recipients', pg_catalog.jsonb_agg(pg_catalog.to_jsonb(r) order by r.id)
    from outlier.recipients as r
    where r.phone_number = v_number
    union all
    select 'message_statuses', pg_catalog.jsonb_agg(pg_catalog.to_jsonb(s) order by s.id)
    from outlier.message_statuses as s
    where s.recipient_phone_number = v_number
    union all
    select 'queued_messages', pg_catalog.jsonb_agg(pg_catalog.to_jsonb(q) order by q.id)
    from outlier.queued_messages as q
    where q.recipient_phone_number = v_number
    union all
    select 'unrecorded_texts', pg_catalog.jsonb_agg(pg_catalog.to_jsonb(u) order by u.made_at, u.sid)
    from outlier.unrecorded_texts as u
    where u.phone_number = v_number
    union all
    select 'late_touches', pg_catalog.jsonb_agg(pg_catalog.to_jsonb(t) order by t.texted_at)
    from outlier.late_touches as t
    where t.phone_number = v_number
    union all
    select 'held_imports', pg_catalog.jsonb_agg(pg_catalog.to_jsonb(h) order by h.id)
    from outlier.held_imports as h
    where h.phone_number = v_number
    union all
    select 'import_report', pg_catalog.jsonb_agg(pg_catalog.to_jsonb(r) order by r.id)
    from outlier.import_report as r
    where r.phone_number = v_number
      or pg_catalog.concat_ws(' ', r.source_key, r.why) ~ v_about
    union all
    select 'dead_letters', pg_catalog.jsonb_agg(pg_catalog.to_jsonb(d) order by d.id)
    from outlier.dead_letters as d
    where d.recipient_phone_number = v_number
      or d.body ~ v_named
    union all
    select 'campaign_file_recipients', pg_catalog.jsonb_agg(pg_catalog.to_jsonb(f) order by f.campaign_id, f.line)
    from outlier.campaign_file_recipients as f
    where f.phone_number = v_number
      or f.raw ~ v_named
    union all
    select 'campaign_personalized_recipients', pg_catalog.jsonb_agg(pg_catalog.to_jsonb(r) order by r.id)
    from outlier.campaign_personalized_recipients as r
    where r.phone_number ~ v_named
    union all
    select 'posts', pg_catalog.jsonb_agg(pg_catalog.to_jsonb(p) order by p.id)
    from outlier.posts as p
    where p.conversation_id = any (v_conversations)
      or p.text ~ v_named
    union all
    select 'requests', pg_catalog.jsonb_agg(pg_catalog.to_jsonb(r) order by r.id)
    from outlier.requests as r
    where pg_catalog.concat_ws(' ', r.subject, r.payload, r.last_error) ~ v_about
    union all
    select 'invoke_history', pg_catalog.jsonb_agg((pg_catalog.to_jsonb(h) - 'mentions') order by h.received_at, h.id)
    from outlier.invoke_history as h
    where (v_keys is null or h.mentions is null or h.mentions && v_keys)
      and h.body ~ v_about
    union all
    select 'errors', pg_catalog.jsonb_agg(pg_catalog.to_jsonb(e) order by e.occurred_at, e.id)
    from outlier.errors as e
    where pg_catalog.concat_ws(' ', e.message, e.body) ~ v_about
    union all
    select 'incidents', pg_catalog.jsonb_agg(pg_catalog.to_jsonb(i) order by i.id)
    from outlier.incidents as i
    where i.phone_number = v_number
      or pg_catalog.concat_ws(' ', i.message, i.hint) ~ v_named
  ) as kept
  where kept.rows is not null;
  if v_kept is null then
    raise exception using
      errcode = 'OT009',
      message = 'Outlier has no data about this number',
      hint = 'The number was never in this database, or it was erased.';
  end if;
  return pg_catalog.jsonb_build_object('phone_number', v_number, 'exported_at', p_now) || v_kept;
end;
$$;
comment on function outlier.export_person(text, timestamptz) is
  'Returns everything that is stored about a phone number, by table. OT009: nothing is stored about it. OT010: the '
  'value is no phone number.';
