begin;
select plan(3);
select test.schedule();
update outlier.broadcast_settings set active = true;
select is(
  (select effective_from from outlier.broadcast_settings),
  test.monday('-1 year'),
  'a save that changes nothing changes nothing'
);
update outlier.broadcast_settings set mon = '09:00';
select is(
  (select effective_from from outlier.broadcast_settings),
  now(),
  'a changed schedule does not make up for slots before the change'
);
update outlier.broadcast_settings set mon = '08:00', effective_from = test.monday();
select is((select effective_from from outlier.broadcast_settings), test.monday(), 'a date that is given is kept');
select * from finish();
rollback;
