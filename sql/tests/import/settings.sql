-- An import keeps the target's settings. It handles labels that have returned, and the queries of segments.
begin;
select plan(11);
select test.settings();
select outlier.stage_import();
insert into pg_temp.import_lookup_template (id, name, content, updated_at) values
  (1, 'missive_broadcast_post_closing_message', 'Theirs', test.monday()), (2, 'missive_broadcast_post_closing_label_id', 'label', test.monday()),
  (3, 'greeting', 'old', test.monday()), (4, 'greeting', 'new', test.monday('1 day'));
insert into pg_temp.import_broadcast_settings (id, mon, active) values (1, '08:00', true), (2, '09:15', true), (3, '10:00', false);
select outlier.import_settings(test.monday());
select matches(
  (select t.content from outlier.lookup_templates as t where t.name = 'missive_broadcast_post_closing_message'), '^We could not',
  'a text that is here stays'
);
select is((select t.content from outlier.lookup_templates as t where t.name = 'missive_broadcast_post_closing_label_id'), 'label', 'an empty one is filled');
select is((select t.content from outlier.lookup_templates as t where t.name = 'greeting'), 'new', 'of two of one name the newer one');
select is((select string_agg(s.mon::text, ' ') from outlier.broadcast_settings as s where s.active), '09:15:00', 'the newest active schedule is taken');
update pg_temp.import_broadcast_settings set mon = '11:00' where id = 2;
select outlier.import_settings(test.monday('1 day'));
select is((select string_agg(s.mon::text, ' ') from outlier.broadcast_settings as s where s.active), '09:15:00', 'and stays when another one comes');
delete from outlier.broadcast_settings;
select test.broadcast();
select outlier.import_settings(test.monday('2 days'));
select is((select count(*) from outlier.broadcast_settings), 0::bigint, 'no schedule comes that would start a broadcast which is here');

insert into pg_temp.import_labels (id, name) select md5('label' || i)::uuid, 'Label ' || i from generate_series(1, 3) as i;
insert into pg_temp.import_conversations (id, shared_label_names) values (md5('c')::uuid, 'Label 1, Label 2');
insert into pg_temp.import_conversations_labels (id, conversation_id, label_id, is_archived, created_at, updated_at) values
  (1, md5('c')::uuid, md5('label1')::uuid, false, test.monday('-9 days'), null), (2, md5('c')::uuid, md5('label2')::uuid, true, test.monday('-9 days'), test.monday('-3 days')),
  (3, md5('c')::uuid, md5('label3')::uuid, true, test.monday('-9 days'), test.monday('-3 days'));
select outlier.import_labels(test.monday()), outlier.import_conversations(test.monday()), outlier.import_conversations_labels(test.monday());
select results_eq(
  $$select l.name, cl.is_archived, cl.created_at from outlier.conversations_labels as cl inner join outlier.labels as l on l.id = cl.label_id order by l.name$$,
  $$values ('Label 1', false, test.monday('-9 days')), ('Label 2', false, test.monday('-3 days')), ('Label 3', true, test.monday('-9 days'))$$,
  'a label that the conversation names has returned, and counts since then'
);
update outlier.conversations set heard_at = test.monday(), labels_at = test.monday();
update pg_temp.import_conversations_labels set is_archived = true where id = 1;
update pg_temp.import_conversations set shared_label_names = '', closed = true;
select outlier.import_conversations(test.monday('1 day')), outlier.import_conversations_labels(test.monday('1 day'));
select is((select count(*) from outlier.conversations_labels where is_archived), 1::bigint, 'what a webhook has told here is newer');
select is((select c.closed from outlier.conversations as c), false, 'of the conversation too');

select is(
  outlier.rewrite_segment_query('select T.From_Field as phone_number from "public" . twilio_messages t where t.to_field is not null'),
  'select T.from_phone_number as phone_number from twilio_messages t where t.to_phone_number is not null', 'names become those of Outlier'
);
select is(
  outlier.rewrite_segment_query('select phone_number from authors where name = ''published''' ), 'select phone_number from authors where name = ''published''',
  'and nothing else changes'
);
select * from finish();
rollback;
