begin;
select plan(4);
select outlier.report_incident('broadcast_failed', 'the same', p_now => test.monday());
select outlier.report_incident('broadcast_failed', 'the same', p_now => test.monday('1 minute'));
select is((select count(*) from outlier.incidents), 1::bigint, 'the same failure each minute is one incident');
select is((select occurred_at from outlier.incidents), test.monday(), 'it keeps the time at which it began');
select outlier.report_incident('broadcast_failed', 'another', p_now => test.monday('1 minute'));
select is((select count(*) from outlier.incidents), 2::bigint, 'another message is another incident');
update outlier.incidents set resolved_at = test.monday('1 hour');
select outlier.report_incident('broadcast_failed', 'the same', p_now => test.monday('2 hours'));
select is(
  (select count(*) from outlier.incidents where resolved_at is null),
  1::bigint,
  'what comes back after it was resolved is reported again'
);
select * from finish();
rollback;
