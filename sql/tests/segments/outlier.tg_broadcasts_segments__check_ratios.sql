-- Shows: over-100, table-broadcasts_segments
begin;
select plan(8);
select test.let('a', to_jsonb(test.segment('a')));
select test.let('b', to_jsonb(test.segment('b')));
select test.broadcast();
select lives_ok($$select test.share(test.upcoming(), test.get('a')::bigint, 60)$$, 'a share of 60 percent');
select throws_ok($$
  select test.share(test.upcoming(), test.get('b')::bigint, 40.01)
$$, 'OT004', null, 'shares over 100 percent in sum are refused');
select lives_ok($$
  select test.share(test.upcoming(), test.get('b')::bigint, 40)
$$, 'shares of exactly 100 percent are accepted');
select throws_ok($$
  update outlier.broadcasts_segments set ratio = 61 where segment_id = test.get('a')::bigint
$$, 'OT004', null, 'a share cannot be raised over 100 percent in sum');
select lives_ok(
  $$update outlier.broadcasts_segments set ratio = case when segment_id = test.get('a')::bigint then 30 else 70 end$$,
  'shares can change in one statement'
);
select throws_ok($$update outlier.broadcasts_segments set ratio = 0$$, '23514', null, 'a share is more than nothing');
select throws_ok($$
  update outlier.broadcasts_segments set ratio = 101
$$, '23514', null, 'a share is 100 percent at most');
select throws_ok($$
  delete from outlier.audience_segments where name = 'a'
$$, '23503', null, 'a segment that a broadcast uses cannot be deleted');
select * from finish();
rollback;
