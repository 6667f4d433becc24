begin;
select plan(7);
select test.sending(3);
select test.claim(p_limit => 2);
select is(outlier.expire_leases(false, test.monday('179 seconds')), 0, 'a lease lasts');
select is(outlier.expire_leases(true, test.monday('1 day')), 0, 'each queue has its own');
select is(outlier.expire_leases(false, test.monday('3 minutes')), 2, 'and ends: the outcome of both is unknown');
select is(
  (select array_agg(distinct state order by state) from outlier.queued_messages),
  array['unknown', 'waiting'],
  'they are neither due nor gone'
);
select is(outlier.expire_leases(false, test.monday('4 minutes')), 0, 'once');
select is(
  (select sum(calls) from outlier.quota_uses where quota = 'first_messages'), 2::bigint,
  'calls of which nothing is known count against the quota'
);
select is(outlier.quota_in_flight('first_messages'), 0, 'and are under way no more');
select * from finish();
rollback;
