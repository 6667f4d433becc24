-- Proven of a query that hands on the numbers of authors as they are, and of nothing that might hand on another.
begin;
select plan(19);
select test.authors(3);
create function pg_temp.proven(p_query text) returns boolean language sql as $$ select outlier.yields_authors(outlier.check_segment_query('s', p_query)); $$;

select ok(pg_temp.proven(query), format('proven: %s', what))
from (values
  ('select phone_number from authors', 'everybody'),
  ('select a.phone_number from outlier.authors as a where a.name like ''%5'';', 'some'),
  ('select a.phone_number from authors as a inner join conversations_authors as ca on ca.author_phone_number = a.phone_number inner join conversations_labels as cl using (conversation_id)', 'a join'),
  ('select b.phone_number from authors as a inner join authors as b on b.name = a.name', 'one of two'),
  ('select phone_number from (select a.phone_number, a.name from authors as a) as inner_one where name is null', 'a query within'),
  ('select a.phone_number from authors as a where not exists (select from message_statuses as s where s.recipient_phone_number = a.phone_number)', 'who has never been texted')
) as queries (query, what);

select ok(not pg_temp.proven(query), format('not proven: %s', what))
from (values
  ('select ''+13135550142''::text as phone_number', 'a number'),
  ('select ''+13135550142''::text as phone_number from authors', 'a number for each author'),
  ('select name as phone_number from authors', 'another column'),
  ('select phone_number || ''1'' as phone_number from authors', 'what is made of one'),
  ('select max(phone_number) as phone_number from authors', 'an aggregate'),
  ('select from_phone_number as phone_number from twilio_messages', 'who wrote'),
  ('select phone_number from authors union select ''+13135550142''', 'authors and a number'),
  ('select phone_number from authors union all select from_phone_number from twilio_messages', 'authors and who wrote'),
  ('select phone_number from authors except select ''+13135550142''', 'a difference'),
  ('select authors.phone_number from (select ''+13135550142''::text as phone_number offset 0) as authors', 'a number from what is called authors'),
  ('with authors as (select ''+13135550142'' as phone_number) select phone_number from authors', 'a query that is called authors'),
  ('select coalesce(a.phone_number, ''+13135550142'') as phone_number from labels as l left join authors as a on a.name = l.name', 'a number in place of one'),
  ('select authors.phone_number from (select name as phone_number from outlier.authors offset 0) as authors', 'another column that is called so')
) as queries (query, what);
select * from finish();
rollback;
