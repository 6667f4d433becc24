-- Another person's dead letter may mention the erased person in Missive's answer.
begin;
select plan(5);
select test.settings();
select test.authors(2);
insert into outlier.broadcasts (first_message, state, editable, run_at, made_at)
values ('Past', 'done', false, test.monday(), test.monday());
insert into outlier.dead_letters (is_second, batch_id, recipient_phone_number, message, failures, status, body)
select false, b.id, test.number(p.person), 'x', 3, 400, p.body
from (values (0, 'refused'), (1, 'duplicate of 200 555-0100, see support')) as p (person, body)
cross join (select min(id) as id from outlier.broadcasts where first_message = 'Past') as b;
select is(jsonb_array_length(outlier.export_person(test.number(0)) -> 'dead_letters'), 2, 'the export lists both');
select is(outlier.erase_person(test.number(0), test.monday()) ->> 'dead_letters', '2', 'both are counted');
select results_eq(
  'select recipient_phone_number, body from outlier.dead_letters',
  $$values (test.number(1), 'duplicate of …, see support')$$,
  'the person''s own goes, and the number goes out of the other''s'
);
select throws_ok('select outlier.export_person(test.number(0))', 'OT009', null, 'nothing is left to export');
select is(
  jsonb_array_length(outlier.export_person(test.number(1)) -> 'dead_letters'), 1, 'the other person keeps theirs'
);
select * from finish();
rollback;
