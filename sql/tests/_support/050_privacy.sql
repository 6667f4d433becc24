-- The tables with a row that contains a pattern in any column. A partition counts as its table.
create function test.naming(p_pattern text)
returns setof text
language plpgsql
as $$
declare
  v_table regclass;
  v_found boolean;
begin
  for v_table in
    select c.oid from pg_catalog.pg_class as c where c.relnamespace = 'outlier'::regnamespace
      and c.relkind in ('r', 'p')
      and not c.relispartition order by c.relname
  loop
    execute pg_catalog.format(
      'select exists (select from %s as t where pg_catalog.to_jsonb(t)::text ~ $1)', v_table
    ) into v_found using p_pattern;
    if v_found then
      return next pg_catalog.replace(v_table::text, 'outlier.', '');
    end if;
  end loop;
end;
$$;

-- Person number 1 with a long history: each table about people has a row about them. Their conversation is the one of
-- test.sms(). Person number 2 mentions them in a separate conversation. Person number 3 shares a conversation with
-- them.
create function test.well_known_person()
returns text
language plpgsql
as $$
declare
  v_number text := test.number(1);
  v_conversation uuid := 'dd03b859-7652-4619-ab6a-88edefd1460c';
  v_broadcast bigint := test.sending(4, 'Did you get help?');
  v_campaign bigint;
  v_claim jsonb;
begin
  perform test.send_all();
  perform test.receive_user_action(
    test.outgoing(
      v_number,
      'What do you need to know?',
      (select s.missive_id from outlier.message_statuses as s where s.recipient_phone_number = v_number)
    ),
    p_now => test.monday('1 minute')
  );
  perform test.receive_user_action(
    test.incoming(v_number, 'Call me at (200) 555-0101.', test.monday('2 minutes')), true, test.monday('2 minutes')
  );
  perform test.writes(test.number(2), 'Ask my sister, 200.555.0101', test.monday('3 minutes'));
  update outlier.twilio_messages as t
  set conversation_id = test.conversation(2)
  where t.from_phone_number = test.number(2);
  delete from outlier.conversations_authors as ca where ca.author_phone_number = test.number(2)
    and ca.conversation_id = v_conversation;

  -- A failover lost the record of a text to them.
  with lost as (
    insert into outlier.failovers (state, lost_from, noticed_at, settle_at, is_synchronous, finished_at)
    select 'done', long_ago.at, long_ago.at, long_ago.at, false, long_ago.at
    from (select test.monday('-1 day') as at) as long_ago
    returning id
  )
  insert into outlier.unrecorded_texts (sid, failover_id, phone_number, digest, made_at)
  select 'SMlost', lost.id, v_number, outlier.text_digest('Something else'), test.monday()
  from lost;
  insert into outlier.late_touches (phone_number, texted_at) values (v_number, test.monday());

  -- They were in the predecessor's database.
  insert into outlier.import_report (source_table, source_key, phone_number, kind, why)
  values ('authors', '(200) 555-0101', v_number, 'same_person', 'These numbers are one person.');

  -- Comments by the team.
  insert into outlier.comments (id, conversation_id, body, created_at) values
    (pg_catalog.md5('theirs')::uuid, v_conversation, 'Lives in Ecorse', test.monday()),
    (pg_catalog.md5('other')::uuid, test.conversation(2), 'Her sister is 200-555-0101', test.monday());
  insert into outlier.conversations_authors (conversation_id, author_phone_number)
  values (test.conversation(3), v_number);
  update outlier.conversations as c set subject = 'SMS with ' || v_number where c.id = test.conversation(3);

  -- A message that moved to dead letters, and one that waits.
  v_campaign := test.campaign();
  insert into outlier.held_imports (kind, source_id, batch_id, phone_number, message, due_at, source_row)
  values (
    'first_message', 1, v_campaign, v_number, 'Is your water clear?', test.monday(),
    pg_catalog.jsonb_build_object('recipient_phone_number', v_number)
  );
  insert into outlier.broadcast_first_messages (campaign_id, recipient_phone_number, message, due_at)
  values (v_campaign, v_number, 'Is your water clear?', test.monday());
  for v_try in 0..2 loop
    v_claim := test.claim(test.monday() + v_try * interval '3 minutes');
    perform test.record(
      v_claim,
      test.monday() + v_try * interval '3 minutes',
      pg_catalog.jsonb_build_object('status', 400, 'body', 'cannot send to ' || v_number)
    );
  end loop;
  insert into outlier.campaign_personalized_recipients (phone_number, message)
  values ('(200) 555-0101', 'Your water bill, Ada'), ('200-555-0101 x2', 'Again');
  alter table outlier.campaign_personalized_recipients disable trigger user;
  insert into outlier.campaign_personalized_recipients (phone_number, message) values ('200 555 0101', 'Left behind');
  alter table outlier.campaign_personalized_recipients enable trigger user;

  -- They send a doubtful text and then opt out. The post about the opt-out is made. The confirmation has not been sent
  -- yet.
  update outlier.lookup_templates as t set content = 'You get no more texts.' where t.name = 'opt_out_confirmation';
  perform test.writes(v_number, 'Who gave you my number, Ada?', test.monday('19 minutes'));
  perform test.writes(v_number, 'Please stop', test.monday('20 minutes'));
  perform test.answer(
    test.claim_requests(test.monday('20 minutes')),
    '{"posts": {"id": "7eab619a-aa55-4688-b9f1-3256a723837f"}}',
    p_now => test.monday('20 minutes')
  );
  insert into outlier.broadcast_first_messages (campaign_id, recipient_phone_number, message, due_at)
  values (v_campaign, v_number, 'Is your water clear?', test.monday('1 hour'));
  perform outlier.post_to_conversation(
    v_conversation, 'A word to the team', 'note', 'a word', p_now => test.monday('21 minutes')
  );

  insert into outlier.conversations_labels (conversation_id, label_id, created_at)
  values (v_conversation, test.label('Water'), test.monday());

  -- Errors that mention them.
  perform test.receive_user_action(
    pg_catalog.jsonb_build_object(
      'rule',
      jsonb '{"type": "new_comment"}',
      'latest_message',
      pg_catalog.jsonb_build_object('from_field', pg_catalog.jsonb_build_object('id', v_number))
    )::text,
    p_now => test.monday('22 minutes')
  );
  perform outlier.report_incident('example', 'nobody answers at ' || v_number, p_now => test.monday());
  insert into outlier.incidents (kind, message, phone_number, occurred_at)
  values ('accepted_late', 'message 1 was accepted late', v_number, test.monday());
  return v_number;
end;
$$;
