-- Rows that statistics count stay, under a pseudonym. All others are deleted. A call in progress cannot be taken back,
-- so it must finish first (OT011). Locks are taken in the usual order, and the long searches come first: after the lock
-- of recipients, any session that queues a batch waits until this commits.
create or replace function outlier.erase_person(p_phone_number text, p_now timestamptz default now())
returns jsonb
language plpgsql
volatile
set search_path = ''
set lock_timeout = '10s'
as $$
declare
  v_number text := outlier.known_phone_number(p_phone_number);
  v_pseudonym text := 'erased:' || pg_catalog.gen_random_uuid();
  v_conversations uuid[];
  v_named text := outlier.person_pattern(v_number);
  v_about text;
  v_keys text[];
  v_requests bigint[];
  v_rows bigint;
  v_done jsonb := jsonb '{}';
begin
  perform outlier.require_read_committed('erase_person()');
  if v_number is null then
    raise exception using
      errcode = 'OT010',
      message = 'this is not a phone number',
      hint = 'Write it with its country code, such as +13135550142.';
  end if;
  if outlier.is_own_number(v_number) then
    raise exception using
      errcode = 'OT010',
      message = 'the number is or was the newsroom''s own number, and does not belong to a person',
      hint = 'If it was entered in outlier.settings by mistake, delete its row in outlier.sending_numbers first.';
  end if;
  v_conversations := outlier.person_conversations(v_number);
  v_about := outlier.person_pattern(v_number, v_conversations);
  v_keys := outlier.person_keys(v_number, v_conversations);
  v_requests := array(
    select r.id
    from outlier.requests as r
    where pg_catalog.concat_ws(' ', r.subject, r.payload, r.last_error) ~ v_about
      or r.subject in (
        select 'message:' || q.id
        from outlier.queued_messages as q
        where q.recipient_phone_number = v_number
      )
    order by r.id
    for update
  );

  -- Outlier must not process an event again that names the person.
  update outlier.errors as e
  set
    body = null, message = 'erased with a person', next_attempt_at = null, resolved_at = coalesce(e.resolved_at, p_now)
  where pg_catalog.concat_ws(' ', e.message, e.body) ~ v_about;
  get diagnostics v_rows = row_count;
  v_done := outlier.add_count(v_done, 'errors', v_rows);
  update outlier.invoke_history as h
  set body = '{}', mentions = '{}', state = 'erased'
  where (v_keys is null or h.mentions is null or h.mentions && v_keys)
    and h.body ~ v_about;
  get diagnostics v_rows = row_count;
  v_done := outlier.add_count(v_done, 'invoke_history', v_rows);

  -- In the texts of other people, the number is removed and the rest stays.
  perform from outlier.conversations as c where c.id = any (v_conversations) order by c.id for update;
  update outlier.conversations as c
  set
    subject = pg_catalog.regexp_replace(c.subject, v_named, '…', 'g'),
    latest_message_subject = pg_catalog.regexp_replace(c.latest_message_subject, v_named, '…', 'g')
  where c.id <> all (v_conversations)
    and pg_catalog.concat_ws(' ', c.subject, c.latest_message_subject) ~ v_named;
  get diagnostics v_rows = row_count;
  v_done := outlier.add_count(v_done, 'conversations', v_rows);
  update outlier.comments as c
  set
    body = pg_catalog.regexp_replace(c.body, v_named, '…', 'g'),
    attachment = pg_catalog.regexp_replace(c.attachment::text, v_named, '…', 'g')::jsonb
  where c.conversation_id <> all (v_conversations)
    and pg_catalog.concat_ws(' ', c.body, c.attachment) ~ v_named;
  get diagnostics v_rows = row_count;
  v_done := outlier.add_count(v_done, 'comments', v_rows);
  update outlier.twilio_messages as t
  set preview = pg_catalog.regexp_replace(t.preview, v_named, '…', 'g')
  where t.preview ~ v_named
    and v_number is distinct from t.from_phone_number
    and v_number is distinct from t.to_phone_number
    and (t.conversation_id = any (v_conversations)) is not true;
  get diagnostics v_rows = row_count;
  v_done := outlier.add_count(v_done, 'twilio_messages', v_rows);
  update outlier.posts as p
  set text = pg_catalog.regexp_replace(p.text, v_named, '…', 'g')
  where p.conversation_id <> all (v_conversations)
    and p.text ~ v_named;
  get diagnostics v_rows = row_count;
  v_done := outlier.add_count(v_done, 'posts', v_rows);
  update outlier.dead_letters as d
  set body = pg_catalog.regexp_replace(d.body, v_named, '…', 'g')
  where d.body ~ v_named
    and d.recipient_phone_number <> v_number;
  get diagnostics v_rows = row_count;
  v_done := outlier.add_count(v_done, 'dead_letters', v_rows);
  update outlier.incidents as i
  set
    phone_number = nullif(i.phone_number, v_number),
    message = pg_catalog.regexp_replace(i.message, v_named, '…', 'g'),
    hint = pg_catalog.regexp_replace(i.hint, v_named, '…', 'g')
  where i.phone_number = v_number
    or pg_catalog.concat_ws(' ', i.message, i.hint) ~ v_named;
  get diagnostics v_rows = row_count;
  v_done := outlier.add_count(v_done, 'incidents', v_rows);
  update outlier.campaign_file_recipients as f
  set
    phone_number = case when f.phone_number = v_number then v_pseudonym else f.phone_number end,
    raw = '',
    note = null,
    message = null
  where f.phone_number = v_number
    or f.raw ~ v_named
    or f.note ~ v_named;
  get diagnostics v_rows = row_count;
  v_done := outlier.add_count(v_done, 'campaign_file_recipients', v_rows);

  perform from outlier.authors as a where a.phone_number = v_number for update;
  -- Messages are locked before recipients, as in claims and records.
  perform from outlier.queued_messages as q where q.recipient_phone_number = v_number order by q.id for update;
  -- A session that queues a batch inserts its recipients first. After this lock, messages that were being queued are
  -- visible, and later sessions do not find the person.
  lock table outlier.recipients in share row exclusive mode;
  begin
    -- Locks messages that were queued in the meantime. A session that holds one of them may be waiting for recipients,
    -- so this does not wait for it.
    perform from outlier.queued_messages as q where q.recipient_phone_number = v_number order by q.id for update nowait;
  exception
    when lock_not_available then
      raise exception using
        errcode = 'OT011',
        message = 'nothing was erased, because Outlier is working on a message or request for this person now',
        hint = 'Try again in a minute.';
  end;
  if exists (
    select
    from outlier.queued_messages as q
    where q.recipient_phone_number = v_number and q.claim_id is not null
  )
    or exists (select from outlier.requests as r where r.id = any (v_requests) and r.state = 'working')
  then
    raise exception using
      errcode = 'OT011',
      message = 'nothing was erased, because Outlier is working on a message or request for this person now',
      hint =
        'Try again in a minute. If a message has an unknown outcome, settle it first: see outlier.unknown_messages '
        'and settle_unknown_message().';
  end if;
  perform outlier.remember_refusal(a, p_now) from outlier.authors as a where a.phone_number = v_number;

  -- Messages and requests that wait for the person.
  v_rows := (select pg_catalog.count(*) from outlier.queued_messages as q where q.recipient_phone_number = v_number);
  v_done := outlier.add_count(v_done, 'queued_messages', v_rows);
  perform outlier.drop_messages_of_person(v_number, null, 'erased');
  delete from outlier.requests as r where r.id = any (v_requests);
  get diagnostics v_rows = row_count;
  v_done := outlier.add_count(v_done, 'requests', v_rows);
  delete from outlier.message_reads as w
  where w.missive_id in (
    select s.missive_id
    from outlier.message_statuses as s
    where s.recipient_phone_number = v_number
  );
  delete from outlier.campaign_personalized_recipients as r where r.phone_number ~ v_named;
  get diagnostics v_rows = row_count;
  v_done := outlier.add_count(v_done, 'campaign_personalized_recipients', v_rows);
  delete from outlier.unrecorded_texts as u where u.phone_number = v_number;
  get diagnostics v_rows = row_count;
  v_done := outlier.add_count(v_done, 'unrecorded_texts', v_rows);
  delete from outlier.late_touches as t where t.phone_number = v_number;
  get diagnostics v_rows = row_count;
  v_done := outlier.add_count(v_done, 'late_touches', v_rows);
  delete from outlier.held_imports as h where h.phone_number = v_number;
  get diagnostics v_rows = row_count;
  v_done := outlier.add_count(v_done, 'held_imports', v_rows);
  delete from outlier.import_report as r
  where r.phone_number = v_number
    or pg_catalog.concat_ws(' ', r.source_key, r.why) ~ v_about;
  get diagnostics v_rows = row_count;
  v_done := outlier.add_count(v_done, 'import_report', v_rows);
  update outlier.settings as s
  set test_numbers = pg_catalog.array_remove(s.test_numbers, v_number)
  where v_number = any (s.test_numbers);
  delete from outlier.dead_letters as d where d.recipient_phone_number = v_number;
  get diagnostics v_rows = row_count;
  v_done := outlier.add_count(v_done, 'dead_letters', v_rows);

  -- Rows that statistics count.
  update outlier.recipients as r set phone_number = v_pseudonym where r.phone_number = v_number;
  get diagnostics v_rows = row_count;
  v_done := outlier.add_count(v_done, 'recipients', v_rows);
  update outlier.message_statuses as s
  set
    recipient_phone_number = v_pseudonym,
    message = '',
    missive_id = null,
    missive_conversation_id = null,
    twilio_id = null
  where s.recipient_phone_number = v_number;
  get diagnostics v_rows = row_count;
  v_done := outlier.add_count(v_done, 'message_statuses', v_rows);

  -- Messages from and to the person, with the record of which message was an opt-out. The sums of statistics still
  -- count them.
  delete from outlier.consent_events as e where e.phone_number = v_number;
  get diagnostics v_rows = row_count;
  v_done := outlier.add_count(v_done, 'consent_events', v_rows);
  delete from outlier.consent_reviews as r where r.phone_number = v_number;
  get diagnostics v_rows = row_count;
  v_done := outlier.add_count(v_done, 'consent_reviews', v_rows);
  delete from outlier.direct_texts as t where t.phone_number = v_number;
  get diagnostics v_rows = row_count;
  v_done := outlier.add_count(v_done, 'direct_texts', v_rows);
  delete from outlier.unsubscribed_messages as u
  using outlier.twilio_messages as t
  where t.id = u.twilio_message_id
    and (v_number in (t.from_phone_number, t.to_phone_number) or t.conversation_id = any (v_conversations));
  get diagnostics v_rows = row_count;
  v_done := outlier.add_count(v_done, 'unsubscribed_messages', v_rows);
  delete from outlier.twilio_messages as t
  where v_number in (t.from_phone_number, t.to_phone_number)
    or t.conversation_id = any (v_conversations);
  get diagnostics v_rows = row_count;
  v_done := outlier.add_count(v_done, 'twilio_messages', v_rows);
  delete from outlier.posts as p where p.conversation_id = any (v_conversations);
  get diagnostics v_rows = row_count;
  v_done := outlier.add_count(v_done, 'posts', v_rows);
  delete from outlier.comments as c where c.conversation_id = any (v_conversations);
  get diagnostics v_rows = row_count;
  v_done := outlier.add_count(v_done, 'comments', v_rows);
  -- The labels, assignees and history of these conversations are deleted with them.
  delete from outlier.conversations as c where c.id = any (v_conversations);
  get diagnostics v_rows = row_count;
  v_done := outlier.add_count(v_done, 'conversations', v_rows);
  delete from outlier.authors as a where a.phone_number = v_number;
  get diagnostics v_rows = row_count;
  v_done := outlier.add_count(v_done, 'authors', v_rows);

  if not exists (select from pg_catalog.jsonb_each_text(v_done) as d (name, number) where d.number <> '0') then
    raise exception using
      errcode = 'OT009',
      message = 'Outlier has no data about this number',
      hint = 'The number was never in this database, or it was erased.';
  end if;
  return v_done;
end;
$$;
comment on function outlier.erase_person(text, timestamptz) is
  'Erases a person. Rows that statistics count stay, under a pseudonym. If the person had opted out or was excluded, '
  'they are not texted when they are added again. Returns the number of rows by table. OT009: nothing is stored about '
  'the number. OT010: the value is no phone number, or it is our own number. OT011: a message or call about the '
  'person is under way.';
