-- A segment's query is SQL by an administrator. It may only read the audience, and only for a limited time.
-- Shows: nameless-segment
begin;
select plan(35);
select test.settings();
select test.authors(3);

select test.segment('tried', 'select phone_number from authors');

select lives_ok(
  format('update outlier.audience_segments set query = %L where name = ''tried''', query), format('accepted: %s', what)
)
from (values
  ('select phone_number from outlier.authors;', 'a schema and a semicolon'),
  ('select phone_number from authors -- all of them', 'a comment at the end'),
  (
    'select a.phone_number from authors as a where not exists (select from message_statuses as s where '
    's.recipient_phone_number = a.phone_number)',
    'who has never been texted'
  ),
  ('select phone_number from authors order by random()', 'a random order'),
  ('with known as (select phone_number from authors) select phone_number from known', 'a with'),
  (
    'select ca.author_phone_number as phone_number from conversations_authors as ca join conversations_labels as cl '
    'using (conversation_id) join labels as l on l.id = cl.label_id where l.name = ''Detroit''',
    'who carries a label'
  ),
  (
    'select from_phone_number as phone_number from twilio_messages where is_reply and created_at > now() - interval '
    '''30 days''',
    'who has answered of late'
  ),
  ('select phone_number from authors where name = ''O''''Neil'' or name like ''%$$%''', 'quotes and dollars')
) as accepted (query, what);

select throws_ok(
  format('update outlier.audience_segments set query = %L where name = ''tried''', query), code, null, what
)
from (values
  ('selec phone_number from authors', 'OT002', 'a typing error is refused when it is saved'),
  ('select name from authors', 'OT002', 'a query without phone_number is refused'),
  ('select phone_number from author', 'OT002', 'a table that does not exist is refused'),
  ('select phone_number from settings', 'OT002', 'a column that the table lacks is refused'),
  (
    'select sending_phone_number as phone_number from settings',
    'OT002',
    'a table that is not for segments cannot be read: settings'
  ),
  (
    'select recipient_phone_number as phone_number from queued_messages',
    'OT002',
    'a table that is not for segments cannot be read: the queues'
  ),
  (
    'select rolname as phone_number from pg_authid',
    'OT002',
    'a table that is not for segments cannot be read: passwords'
  ),
  ('delete from authors returning phone_number', 'OT002', 'a delete is refused'),
  ('update authors set exclude = false returning phone_number', 'OT002', 'an update is refused'),
  (
    'with gone as (delete from authors returning phone_number) select phone_number from gone',
    'OT002',
    'a delete in a with is refused'
  ),
  (
    'select phone_number from authors) as segment; delete from outlier.authors; select phone_number from (select '
    'phone_number from authors',
    'OT002',
    'a second statement is refused'
  ),
  ('select phone_number from authors; select phone_number from authors', 'OT002', 'two selects are refused'),
  (
    'with recursive n as (select 1 as i union all select i + 1 from n) select i::text as phone_number from n',
    'OT002',
    'a query that could run forever is refused'
  ),
  ('select phone_number from authors, pg_sleep(60)', 'OT002', 'a query that sleeps is refused'),
  (
    'select phone_number from authors where "pg_sleep" (60) is null',
    'OT002',
    'a query that sleeps is refused, in quotes too'
  ),
  (
    'select set_config(''statement_timeout'', ''0'', false) as phone_number',
    'OT002',
    'a query that lifts its own time limit is refused'
  ),
  ('select pg_notify(''outlier'', ''x'')::text as phone_number', 'OT002', 'a query with effects is refused'),
  (
    'select (a.i + b.i)::text as phone_number from generate_series(1, 1000000) as a (i), generate_series(1, 1000000) '
    'as b (i)',
    'OT002',
    'a query that would take hours is refused by its cost'
  ),
  (
    'select phone_number from authors where (select count(*) from generate_series(1::numeric, 1e15)) > 0',
    'OT002',
    'an endless series of numerics is refused'
  ),
  (
    'select generate_series(1, 1e15)::text as phone_number',
    'OT002',
    'an endless series of numerics is refused, in the select list too'
  ),
  (
    'select (1 / (length(phone_number) - length(phone_number)))::text as phone_number from authors',
    'OT003',
    'a query that fails when it is run is refused when it is saved'
  ),
  ('   ', 'OT002', 'a segment has a query')
) as refused (query, code, what);

select throws_like(
  $$update outlier.audience_segments set query = 'select nam as phone_number from authors' where name = 'tried'$$,
  '%segment "tried"%column "nam" does not exist%',
  'the error names the segment and says what is wrong'
);
select is((select count(*) from outlier.authors), 3::bigint, 'nothing was deleted by what was refused');
select throws_ok($$
  insert into outlier.audience_segments (name, query) values (' ', 'select phone_number from authors')
$$, '23514', null, 'a segment has a name');
select throws_ok($$
  insert into outlier.audience_segments (name, query) values (null, 'select phone_number from authors')
$$, '23502', null, 'no name is none either');
select throws_ok($$
  insert into outlier.audience_segments (name, query) values ('tried', 'select phone_number from authors')
$$, '23505', null, 'two segments cannot share a name');
select * from finish();
rollback;
