begin;
select plan(4);
select is(outlier.status_from_missive('SM1', test.monday()), 'delivered', 'with a delivery time: delivered');
select is(outlier.status_from_missive('SM1', null), 'sent', 'without: sent, which is no failure');
select is(outlier.status_from_missive(null, null), 'undelivered', 'without a Twilio id: undelivered');
select is(outlier.status_from_missive(null, test.monday()), 'undelivered', 'whatever the time');
select * from finish();
rollback;
