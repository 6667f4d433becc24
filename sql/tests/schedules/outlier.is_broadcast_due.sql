begin;
select plan(6);
select test.settings();
select ok(not outlier.is_broadcast_due(test.monday(), test.monday('-1 second')), 'before its minute it is not due');
select ok(outlier.is_broadcast_due(test.monday(), test.monday()), 'at its time it is due');
select ok(outlier.is_broadcast_due(test.monday('30 seconds'), test.monday()), 'its minute counts, not its second');
select ok(outlier.is_broadcast_due(test.monday(), test.monday('15 minutes')), 'the last moment of the window counts');
select ok(
  not outlier.is_broadcast_due(test.monday(), test.monday('15 minutes 1 second')), 'after the window it is missed'
);
select is(outlier.is_broadcast_due(null, test.monday()), false, 'without a time it is not due');
select * from finish();
rollback;
