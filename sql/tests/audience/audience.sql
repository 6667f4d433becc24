-- Audience documents that other programs got wrong, case by case. AudienceTests compares random documents with a
-- reference.
-- Shows: since-of-another, label-twice, label-returns, function-get_campaign_recipient_count
begin;
select plan(41);
select test.label('A');
select test.label('B');
create function pg_temp.id(p_name text) returns uuid language sql as $$ select md5('label ' || p_name)::uuid $$;
create function pg_temp.people(p_included text, p_excluded text default null) returns integer[] language sql as $$
  select coalesce(array_agg(i order by i), '{}')
  from generate_series(0, 99) as i
  inner join outlier.campaign_audience(
    jsonb_strip_nulls(jsonb_build_object(
      'included', replace(replace(p_included, '$A', pg_temp.id('A')::text), '$B', pg_temp.id('B')::text)::jsonb,
      'excluded', replace(replace(p_excluded, '$A', pg_temp.id('A')::text), '$B', pg_temp.id('B')::text)::jsonb
    ))
  ) as audience (phone_number) on audience.phone_number = test.number(i)
$$;
-- Label A: persons 0 to 5. Label B: persons 4 to 9.
select test.give_label(pg_temp.id('A'), 0, 6, test.monday());
select test.give_label(pg_temp.id('B'), 4, 6, test.monday('10 days'));
create function pg_temp.since(p_later interval) returns text language sql as $$
  select extract(epoch from test.monday(p_later))::bigint::text
$$;

select is(pg_temp.people('{"id": "$A"}'), '{0,1,2,3,4,5}', 'one label');
select is(pg_temp.people('[{"id": "$A"}, {"id": "$B"}]'), '{0,1,2,3,4,5,6,7,8,9}', 'either of two, each person once');
select is(pg_temp.people('[[{"id": "$A"}, {"id": "$B"}]]'), '{4,5}', 'both of two');
select is(
  pg_temp.people('[[{"id": "$A"}, {"id": "$A"}]]'), '{0,1,2,3,4,5}', 'a label that is listed twice is one label'
);
select is(pg_temp.people('{"id": "$A"}', '{"id": "$B"}'), '{0,1,2,3}', 'one without the other');
select is(pg_temp.people('{"id": "$A"}', '[[{"id": "$A"}, {"id": "$B"}]]'), '{0,1,2,3}', 'without those who have both');
select is(pg_temp.people('{"id": "$A"}', '{"id": "$A"}'), '{}', 'a label without itself is nobody');
select is(
  pg_temp.people(format('{"id": "$A", "since": %s}', pg_temp.since('1 second'))), '{}', 'since after they got it'
);
select is(
  pg_temp.people(format('{"id": "$A", "since": %s}', pg_temp.since('0'))), '{0,1,2,3,4,5}', 'since the very moment'
);
select is(
  pg_temp.people(format('[[{"id": "$A", "since": %s}, {"id": "$B"}]]', pg_temp.since('1 second'))),
  '{}',
  'since binds its own clause'
);
select is(
  pg_temp.people(format('[[{"id": "$A"}, {"id": "$B", "since": %s}]]', pg_temp.since('1 second'))),
  '{4,5}',
  'and no other'
);
select is(
  pg_temp.people(format('[[{"id": "$B"}, {"id": "$B", "since": %s}]]', pg_temp.since('11 days'))), '{}',
  'a label once with since and once without lets nobody past the date'
);
select is(
  pg_temp.people(format('[{"id": "$B", "since": %s}, {"id": "$A"}]', pg_temp.since('11 days'))),
  '{0,1,2,3,4,5}',
  'an alternative with since adds nobody else'
);

-- A person with several conversations.
insert into outlier.conversations (id) values (md5('second of 0')::uuid);
insert into outlier.conversations_authors (conversation_id, author_phone_number)
values (md5('second of 0')::uuid, test.number(0));
insert into outlier.conversations_labels (conversation_id, label_id, created_at)
values
  (md5('second of 0')::uuid, pg_temp.id('B'), test.monday()),
  (md5('second of 0')::uuid, pg_temp.id('A'), test.monday('1 day'));
select is(
  pg_temp.people('[[{"id": "$A"}, {"id": "$B"}]]'),
  '{0,4,5}',
  'labels on different conversations of one person count together'
);
select is(
  pg_temp.people(format('{"id": "$A", "since": %s}', pg_temp.since('1 day'))),
  '{0}',
  'the latest of them counts for since'
);
update outlier.conversations_labels set is_archived = true where conversation_id = md5('second of 0')::uuid
  and label_id = pg_temp.id('A');
select is(
  pg_temp.people(format('{"id": "$A", "since": %s}', pg_temp.since('1 day'))), '{}', 'an archived one does not count'
);
select is(pg_temp.people('{"id": "$A"}'), '{0,1,2,3,4,5}', 'while another one does');
update outlier.conversations_labels
set is_archived = false, created_at = test.monday('2 days')
where conversation_id = md5('second of 0')::uuid
  and label_id = pg_temp.id('A');
select is(
  pg_temp.people(format('{"id": "$A", "since": %s}', pg_temp.since('2 days'))),
  '{0}',
  'a label that returns counts again, from then on'
);
delete from outlier.conversations where id = md5('second of 0')::uuid;
select is(
  pg_temp.people('[[{"id": "$A"}, {"id": "$B"}]]'), '{4,5}', 'a conversation that is deleted takes its labels with it'
);

-- A conversation with two people.
insert into outlier.conversations_authors (conversation_id, author_phone_number)
select test.conversation(1), test.author(test.number(20));
select is(pg_temp.people('{"id": "$A"}'), '{0,1,2,3,4,5,20}', 'who joins a conversation has its labels');
update outlier.authors set phone_number = test.number(21) where phone_number = test.number(20);
select is(pg_temp.people('{"id": "$A"}'), '{0,1,2,3,4,5,21}', 'also under a new number');
delete from outlier.conversations_authors where author_phone_number = test.number(21);
select is(pg_temp.people('{"id": "$A"}'), '{0,1,2,3,4,5}', 'and who leaves it has not');

-- Only people who may be texted are included.
update outlier.authors set unsubscribed = true where phone_number in (test.number(1), test.number(4));
update outlier.authors set exclude = true where phone_number = test.number(2);
update outlier.authors set added_via_file_upload = true where phone_number = test.number(3);
select is(pg_temp.people('{"id": "$A"}'), '{0,3,5}', 'neither unsubscribed nor excluded people; those of a file, yes');
select is(
  pg_temp.people('{"id": "$A"}', '{"id": "$B"}'),
  '{0,3}',
  'excluded segments leave out whoever they mean, unsubscribed or not'
);
select is(
  outlier.get_campaign_recipient_count(test.segments(pg_temp.id('A'), pg_temp.id('B'))), 2, 'the count is the same'
);
select is(
  outlier.is_excluded(test.segments(pg_temp.id('A'), pg_temp.id('B')), test.number(4)),
  true,
  'so is the question about one person'
);
select is(
  outlier.is_excluded(test.segments(pg_temp.id('A'), pg_temp.id('B')), test.number(0)), false, 'who is not meant'
);
select is(
  outlier.is_excluded(test.segments(pg_temp.id('A')), test.number(4)), false, 'nobody is excluded where nothing is'
);

-- Long lists, for which the query counts labels. Persons 30 to 49 have the labels 1 to 8, and 40 to 49 also have number
-- 9.
select test.label('many ' || i) from generate_series(1, 9) as i;
select test.give_label(pg_temp.id('many ' || i), 30, 20, test.monday(i * interval '1 day'))
from generate_series(1, 9) as i;
update outlier.conversations_labels set is_archived = true
where label_id = pg_temp.id('many 9')
  and conversation_id in (select md5('conversation ' || i)::uuid from generate_series(30, 39) as i);
create function pg_temp.all_of(p_clauses jsonb) returns integer[] language sql as $$
  select pg_temp.people(jsonb_build_array(p_clauses)::text)
$$;
create function pg_temp.many(
  p_first integer, p_last integer, p_since timestamptz default null
) returns jsonb language sql as $$
  select jsonb_agg(
    jsonb_strip_nulls(
      jsonb_build_object('id', pg_temp.id('many ' || i), 'since', extract(epoch from p_since)::bigint)
    ) order by i
  )
  from generate_series(p_first, p_last) as i
$$;
select is(
  pg_temp.all_of(pg_temp.many(1, 8)), array(select generate_series(30, 49)), 'eight labels that all of them carry'
);
select is(pg_temp.all_of(pg_temp.many(1, 9)), array(select generate_series(40, 49)), 'nine, one of which some lack');
select is(
  pg_temp.all_of(pg_temp.many(1, 8) || pg_temp.many(1, 8)), array(select generate_series(30, 49)),
  'the same eight twice say no more'
);
select is(
  pg_temp.all_of(pg_temp.many(1, 8) || pg_temp.many(9, 9, test.monday('9 days'))),
  array(select generate_series(40, 49)), 'since binds its own label'
);
select is(
  pg_temp.all_of(pg_temp.many(1, 8) || pg_temp.many(9, 9, test.monday('9 days 1 second'))), '{}',
  'and lets nobody past it'
);
select is(
  pg_temp.all_of(pg_temp.many(1, 9) || pg_temp.many(3, 3, test.monday('3 days 1 second'))), '{}',
  'once with since and once without: both must hold'
);
select is(
  pg_temp.all_of(
    pg_temp.many(1, 9) || pg_temp.many(3, 3, test.monday('3 days 1 second')) || pg_temp.many(3, 3, test.monday())
  ),
  '{}',
  'of two times the later one decides'
);
select is(
  pg_temp.all_of(pg_temp.many(1, 9) || pg_temp.many(3, 3, test.monday('3 days'))),
  array(select generate_series(40, 49)), 'the very moment is not before it'
);
select is(
  outlier.is_excluded(jsonb_build_object('excluded', jsonb_build_array(pg_temp.many(1, 9))), test.number(40)), true,
  'somebody who has all nine is excluded by them'
);
select is(
  outlier.is_excluded(jsonb_build_object('excluded', jsonb_build_array(pg_temp.many(1, 9))), test.number(30)), false,
  'and nobody who lacks one'
);

-- The comparison of times must not depend on the session's date style and time zone.
select set_config('datestyle', 'Postgres, DMY', true), set_config('timezone', zone, true)
from (values ('Asia/Shanghai')) as session (zone);
select is(
  pg_temp.people(format('{"id": "$A", "since": %s}', pg_temp.since('0'))), '{0,3,5}',
  'since means the same under Asia/Shanghai, whose CST is read as Chicago''s'
);
select set_config('timezone', 'Asia/Kolkata', true);
select is(
  pg_temp.people(format('{"id": "$A", "since": %s}', pg_temp.since('0'))), '{0,3,5}',
  'and under Asia/Kolkata, whose IST is read as Israel''s'
);
reset datestyle;
reset timezone;

delete from outlier.labels where id = pg_temp.id('B');
select is(
  (select count(*) from outlier.authors_labels where label_id = pg_temp.id('B')),
  0::bigint,
  'a label that is deleted leaves nothing behind'
);
select * from finish();
rollback;
