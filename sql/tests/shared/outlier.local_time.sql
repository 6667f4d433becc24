begin;
select plan(2);
set local timezone to 'Asia/Tokyo';
select is(
  outlier.local_time(test.monday()),
  '2026-03-02 10:00:00 America/Detroit',
  'an instant is told in the settings'' zone, whatever the session''s'
);
select is(outlier.local_time(null), null, 'no instant, no text');
select * from finish();
rollback;
