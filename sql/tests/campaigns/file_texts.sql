-- A file with a text for each person, and an empty cell. With SQL, a campaign may also have a text of its own. It
-- replaces a blank when the campaign is queued. The HTTP API refuses the two together, because the team could not tell
-- which text a person gets.
begin;
select plan(37);
select test.settings();
create function pg_temp.upload(p_request jsonb, variadic p_texts text[]) returns jsonb language sql as $$
  select api.create_campaign(
    jsonb_build_object('runAt', extract(epoch from test.monday('1 day'))::bigint) || p_request,
    array(select i from generate_series(1, cardinality(p_texts)) as i),
    array(select 'x' from generate_series(1, cardinality(p_texts)) as i),
    array(select test.number(i) from generate_series(1, cardinality(p_texts)) as i), p_texts, test.monday()
  )
$$;
create function pg_temp.by_hand(p_text text, variadic p_texts text[]) returns bigint language plpgsql as $$
declare
  v_id bigint;
  v_lines integer[] := array(select i from generate_series(1, cardinality(p_texts)) as i);
  v_numbers text[] := array(select test.number(i) from generate_series(1, cardinality(p_texts)) as i);
begin
  insert into outlier.campaigns (first_message, run_at, has_file, is_personalized)
  values (p_text, test.monday('1 day'), true, true)
  returning id into v_id;
  perform outlier.replace_file_lines(v_id, v_lines, v_numbers, v_numbers, p_texts, 'none', test.monday());
  return v_id;
end
$$;
create function pg_temp.write(p_text text) returns void language sql as $$
  update outlier.campaigns set first_message = p_text, original_first_message = p_text where id = test.get('id')::bigint
$$;
create function pg_temp.change(p_request jsonb) returns jsonb language sql as $$
  select api.change_campaign(test.get('id')::bigint, p_request, p_now => test.monday())
$$;
create function pg_temp.queued() returns text[] language sql as $$
  select array_agg(message order by recipient_phone_number)
  from outlier.broadcast_first_messages
  where campaign_id = test.get('id')::bigint
$$;

-- A request with both a text and a file with texts.
create function pg_temp.refuses_both(p_statement text, p_why text) returns text language plpgsql as $$
begin
  execute p_statement;
  return fail(p_why || ': it was accepted');
exception when sqlstate 'OT010' then
  return matches(sqlerrm, 'firstMessage and a file with a column of texts are both given', p_why);
end
$$;
select pg_temp.refuses_both(
  $$select pg_temp.upload('{"firstMessage": "Old"}', 'Dear 1', '')$$,
  'a text for everybody and a text for each are refused'
);
select is((select count(*) from outlier.campaigns), 0::bigint, 'and nothing is made');
select test.let('id', pg_temp.upload('{}', repeat('é', 79) || '🎉🎉', 'Dear 2') -> 'id');
select pg_temp.refuses_both($$select pg_temp.change('{"firstMessage": "New"}')$$, 'also where the text comes later');
select is(
  pg_temp.change('{"title": "x"}') ->> 'firstMessage', repeat('é', 79) || '🎉',
  'what is shown is the first person''s text, cut between characters'
);
select is((api.list_campaigns() #>> '{upcoming,0,firstMessage}'), repeat('é', 79) || '🎉', 'in the list too');
select lives_ok(
  $$select pg_temp.change(jsonb_build_object('title', 'y', 'firstMessage', repeat('é', 79) || '🎉'))$$,
  'a form that sends back what it was shown changes nothing'
);
select is((select first_message from outlier.campaigns), null, 'and makes no text of it');
select is(
  pg_temp.change(jsonb_build_object('firstMessage', 'Hi all', 'segments', test.segments(test.label('All'))))
    ->> 'firstMessage',
  'Hi all',
  'segments in place of the file take a text'
);
select pg_temp.refuses_both(
  $$select api.change_campaign(
    test.get('id')::bigint, '{}', array[1], array['x'], array[test.number(1)], array['Dear 1'], test.monday()
  )$$,
  'a file with texts in place of segments does not, while the campaign has one'
);
select is(
  api.change_campaign(
    test.get('id')::bigint, '{"firstMessage": null}', array[1], array['x'], array[test.number(1)], array['Dear 1'],
    test.monday()
  ) ->> 'firstMessage',
  'Dear 1', 'where that is taken away, it does'
);
update outlier.campaign_file_recipients set message = null;
select is(
  api.list_campaigns() #>> '{upcoming,0,firstMessage}', 'Personalized campaign',
  'and where nobody''s text is known any more, it says so'
);
delete from outlier.campaigns;

-- A campaign that was written with SQL.
select test.let('id', to_jsonb(pg_temp.by_hand('Old', 'Dear 1', '', E'\u200b\u00a0\u2060', E'¿Qué tal?')));
select is(
  (select recipient_count from outlier.campaigns where id = test.get('id')::bigint), 4,
  'a text of the campaign stands in for a blank'
);
select is(
  array(select message from outlier.campaign_file_recipients where campaign_id = test.get('id')::bigint order by line),
  array['Dear 1', null, null, '¿Qué tal?'], 'but is not theirs'
);
select is(
  array(select message from api.campaign_recipients(test.get('id')::bigint) order by line),
  array['Dear 1', 'Old', 'Old', '¿Qué tal?'],
  'the list of recipients shows what each would get'
);
savepoint made;
select lives_ok(
  $$select pg_temp.write('New https://example.org/a')$$, 'the campaign''s text is changed'
);
select outlier.queue_campaign_messages(test.get('id')::bigint, test.monday('1 hour'));
select is(
  pg_temp.queued(), array['Dear 1', 'New https://example.org/a', 'New https://example.org/a', '¿Qué tal?'],
  'who has none of their own gets the new one'
);
rollback to made;
insert into outlier.links (url, state, short_url) values ('https://example.org/a', 'made', 'https://dub.sh/1');
select pg_temp.write('New https://example.org/a');
select outlier.queue_campaign_messages(test.get('id')::bigint, test.monday('1 hour'));
select is(
  pg_temp.queued(), array['Dear 1', 'New https://dub.sh/1', 'New https://dub.sh/1', '¿Qué tal?'],
  'with its links shortened'
);
rollback to made;
update outlier.campaigns set first_message = 'By hand' where id = test.get('id')::bigint;
select outlier.queue_campaign_messages(test.get('id')::bigint, test.monday('1 hour'));
select is(pg_temp.queued(), array['Dear 1', 'By hand', 'By hand', '¿Qué tal?'], 'also where it is changed by hand');
rollback to made;

-- The text of the campaign is removed.
select throws_ok(
  $$select pg_temp.change('{"firstMessage": null}')$$, 'OT010',
  'firstMessage is missing: people in the file have no text of their own, and would get nothing',
  'it cannot be taken away from those who need it'
);
select is((select first_message from outlier.campaigns where id = test.get('id')::bigint), 'Old', 'and stays');
update outlier.campaigns set first_message = null where id = test.get('id')::bigint;
select lives_ok(
  $$select outlier.queue_campaign_messages(test.get('id')::bigint, test.monday('1 hour'))$$,
  'where it was taken away by hand'
);
select is(pg_temp.queued(), array['Dear 1', '¿Qué tal?'], 'the others get theirs');
select is(
  array(select reason from outlier.recipients where campaign_id = test.get('id')::bigint order by phone_number),
  array[null, 'no_message', 'no_message', null],
  'and the list says why these get nothing'
);
select is((select recipient_count from outlier.campaigns where id = test.get('id')::bigint), 2, 'and who was counted');
rollback to made;
update outlier.authors set unsubscribed = true where phone_number = test.number(2);
update outlier.campaigns set first_message = null where id = test.get('id')::bigint;
select outlier.queue_campaign_messages(test.get('id')::bigint, test.monday('1 hour'));
select is(
  (select reason from outlier.recipients where phone_number = test.number(2)), 'unsubscribed',
  'an opt-out is the reason before that'
);
rollback to made;
select test.let('made', pg_temp.upload('{}', 'Dear 1', E'\u200b', 'Dear 3'));
select is(
  test.get('made') #>> '{file,withoutMessage}', '1', 'in a campaign that has no text a line without one has none'
);
select test.let('id', test.get('made') -> 'id');
select lives_ok($$select pg_temp.change('{"title": "x"}')$$, 'which stops no other change');
select outlier.queue_campaign_messages(test.get('id')::bigint, test.monday('1 hour'));
select is(pg_temp.queued(), array['Dear 1', 'Dear 3'], 'the others get theirs');
rollback to made;

-- Texts without visible characters.
create function pg_temp.refuses(p_request jsonb, p_message text) returns text language sql as $$
  select throws_ok(
    format(
      'select api.create_campaign(%L::jsonb || jsonb_build_object(''runAt'', %s, ''segments'', '
      'test.segments(test.label(''A''))), p_now => test.monday())',
      p_request, extract(epoch from test.monday('1 day'))::bigint
    ),
    'OT010', p_message, 'a request is refused: ' || p_request::text
  )
$$;
select pg_temp.refuses(
  '{"firstMessage": "\u200b\u2060\ufeff"}', 'firstMessage is missing: give the text to send'
);
select throws_ok(
  $$insert into outlier.campaigns (first_message, run_at) values (E'\u200b\u3164', now())$$,
  '23514',
  null,
  'nor can one be written by hand'
);
select throws_ok(
  $$insert into outlier.broadcasts (first_message) values (E'\u00ad')$$, '23514', null, 'nor in a broadcast'
);
select throws_ok(
  $$insert into outlier.broadcasts (first_message, second_message) values ('x', E'\u2800')$$, '23514', null,
  'nor a second message'
);
select throws_ok(
  $$
    insert into outlier.broadcast_first_messages (campaign_id, recipient_phone_number, message)
    values (test.campaign(), test.number(1), E'\ufeff')
  $$,
  '23514', null, 'nor be queued'
);
select throws_ok(
  $$insert into outlier.campaigns (first_message, title, run_at) values ('x', E'\u180e', now())$$, '23514', null,
  'nor be a title'
);
select throws_ok(
  $$insert into outlier.campaigns (first_message, label_name, run_at) values ('x', E'\u200d', now())$$, '23514', null,
  'or the name of a label'
);
select test.broadcast();
select throws_ok(
  $$select api.change_broadcast(jsonb_build_object('id', test.upcoming(), 'firstMessage', E'\u200b'))$$,
  'OT010',
  'firstMessage must not be empty',
  'or replace a broadcast''s text'
);
insert into outlier.campaign_personalized_recipients (phone_number, message)
values (test.number(1), E'\u200b'), (test.number(2), 'Hi');
select is(
  array(
    select verdict
    from outlier.campaign_file_recipients
    where campaign_id = (select max(id) from outlier.campaigns)
    order by line
  ),
  array['no_message', 'accepted'], 'a row of a personalized batch costs only itself'
);
select * from finish();
rollback;
