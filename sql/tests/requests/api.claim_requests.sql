-- Shows: api.claim_requests, api.record_request
begin;
select plan(17);
select test.settings();
create function pg_temp.add(p_kind text, p_from integer, p_count integer) returns void language sql as $$
  select outlier.add_request(p_kind, p_kind || i, '{}', test.monday())
  from generate_series(p_from, p_from + p_count - 1) as i
$$;
create function pg_temp.count(p_claim jsonb) returns integer language sql as $$
  select jsonb_array_length(p_claim -> 'requests')
$$;
select is(
  test.claim_requests(), '{"requests": [], "leaseMilliseconds": 180000, "wakeInMilliseconds": null}', 'nothing to do'
);
select pg_temp.add('list_labels', 1, 8);
select pg_temp.add('list_labels', 1, 8);
select is((select count(*) from outlier.requests), 8::bigint, 'a subject is asked about once at a time');
select test.let('claim', test.claim_requests());
select is(pg_temp.count(test.get('claim')), 5, 'as many as the quota allows at once');
select is(
  (test.get('claim') ->> 'wakeInMilliseconds')::bigint,
  180000::bigint,
  'those under way make room when they end, or when their leases do'
);
select pg_temp.add('shorten_link', 1, 2);
select is(pg_temp.count(test.claim_requests()), 2, 'another token has a quota of its own');
select is(
  (select count(*) from outlier.requests where state = 'working' and lease_until = test.monday('3 minutes')),
  7::bigint,
  'under a lease'
);

select is(
  test.record_requests(
    jsonb_build_array((test.get('claim') #> '{requests,0}') || jsonb '{"claimId": -1, "status": 200, "written": true}'),
    test.monday()
  ),
  0,
  'only the claim that stands counts'
);
select is(
  test.record_requests(
    jsonb_build_array((test.get('claim') #> '{requests,0}') || jsonb '{"released": true}'), test.monday()
  ),
  1,
  'one that is given back'
);
select is(
  (select state || failures from outlier.requests where subject = 'list_labels1'), 'waiting0', 'waits again, at no cost'
);
select is((select coalesce(sum(calls), 0) from outlier.quota_uses), 0::bigint, 'and used nothing up');
select is(pg_temp.count(test.claim_requests()), 1, 'it can be claimed again');

-- Requests and messages share a quota if their tokens do.
update outlier.tokens set quota = 'general' where name = 'first_messages';
select test.sending(3);
select is(test.claimed(test.claim()), '{}', 'calls under way count against messages on the same quota');
select test.record_requests(
  (
    select jsonb_agg(jsonb_build_object('id', id, 'claimId', claim_id, 'status', 500, 'written', true))
    from outlier.requests
    where state = 'working' and kind = 'list_labels'
  ),
  test.monday()
);
select is(cardinality(test.claimed(test.claim(p_limit => 100))), 3, 'when they have ended there is room');
select is((select sum(calls) from outlier.quota_uses where quota = 'general'), 5::bigint, 'they used the quota up');

-- Requests that are due later.
delete from outlier.requests;
select outlier.add_request('list_labels', 'later', '{}', test.monday('1 hour'));
select is(test.claim_requests() ->> 'wakeInMilliseconds', '3600000', 'what is due later is waited for');
select is(pg_temp.count(test.claim_requests(test.monday('1 hour'))), 1, 'and comes then');
select is(
  (select count(*) from outlier.request_kinds where called_as not in (select name from outlier.tokens)),
  0::bigint,
  'each kind has a token'
);
select * from finish();
rollback;
