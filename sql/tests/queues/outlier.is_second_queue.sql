begin;
select plan(4);
select is(outlier.is_second_queue('first_messages'), false, 'the first queue');
select is(outlier.is_second_queue('second_messages'), true, 'the second queue');
select throws_ok($$
  select outlier.is_second_queue('third_messages')
$$, 'OT008', null, 'a queue that does not exist is refused');
select throws_ok($$select api.claim_messages('third_messages', 'w', 1)$$, 'OT008', null, 'by claims too');
select * from finish();
rollback;
