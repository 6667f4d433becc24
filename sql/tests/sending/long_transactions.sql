-- A claim of a large batch begins where the last one ended. From time to time, a claim reads all messages
-- of the batch.
begin;
select plan(15);
select test.sending(12);
delete from outlier.quota_limits;
update outlier.quotas set max_concurrent = null;
create function pg_temp.places(p_claim jsonb) returns integer[] language sql as $$
  select coalesce(array_agg(place order by turn), '{}')
  from unnest(test.claimed(p_claim)) with ordinality as c (number, turn)
  cross join lateral (select n as place from generate_series(0, 11) as n where test.number(n) = c.number) as p
$$;
create function pg_temp.released(p_claim jsonb) returns void language sql as $$
  select test.record_messages('first_messages', test.results(p_claim, '{"released": true}'), test.monday())
$$;
create function pg_temp.look_at() returns interval language sql as $$
  select look_at_all_at - test.monday() from outlier.batch_turns
$$;

create temp table first as select test.claim(p_limit => 2) as claim;
select is((select taken from outlier.batch_turns), 2::bigint, 'a claim counts what it takes');
select pg_temp.released(claim) from first;
select is(pg_temp.places(test.claim(p_limit => 2)), '{0,1}', 'of a small batch, each claim looks at all messages');
select is(pg_temp.look_at(), null, 'and says nothing else');

-- A large batch.
update outlier.batch_turns set taken = 20000;
create temp table second as select test.claim(p_limit => 2) as claim;
select is(pg_temp.places((select claim from second)), '{2,3}', 'the next two');
select is(pg_temp.look_at(), interval '400 milliseconds', 'a look at 20,000 messages is due after 400 milliseconds');
select pg_temp.released(claim) from second;
select is(
  pg_temp.places(test.claim(test.monday('399 milliseconds'), 2)), '{4,5}',
  'until then, claims take what comes after the last one'
);
create temp table rest as select test.claim(test.monday('399 milliseconds'), 20) as claim;
select is(pg_temp.places((select claim from rest)), '{6,7,8,9,10,11}', 'to the end');
select is((select claim ->> 'wakeInMilliseconds' from rest), '1', 'and say when to ask for the others');
select is(
  pg_temp.places(test.claim(test.monday('400 milliseconds'), 1)), '{2}', 'a message that waits again is found then'
);
select is(
  pg_temp.places(test.claim(test.monday('400 milliseconds'), 1)), '{3}',
  'and if all that was taken comes before the mark, the next claim looks again'
);
select is(pg_temp.places(test.claim(test.monday('400 milliseconds'), 1)), '{}', 'until nothing is left');
select is(
  pg_temp.look_at(), interval '400 milliseconds' + 20012 * interval '20 microseconds', 'and then there is time'
);

-- Leases.
select is(
  (select leases_ended_until from outlier.heartbeat), test.monday(), 'claims look at leases at most once a second'
);
select test.claim(test.monday('4 minutes'));
select is(
  (select array_agg(distinct state) from outlier.queued_messages), '{unknown}',
  'and find all that ended since the last look'
);

-- The quota is used up by calls whose leases end right after a claim that looked for ended leases.
delete from outlier.queued_messages;
insert into outlier.broadcast_first_messages (
  batch_id, broadcast_id, recipient_phone_number, message, state, claim_id, claimed_by, claimed_at, lease_until
)
select
  batch_id, batch_id, test.number(0), 'Hello', 'sending', 1, 'worker', test.monday('4 minutes'),
  test.monday('240.1 seconds')
from outlier.batch_turns;
update outlier.quotas set max_concurrent = 1;
select is(
  outlier.quota_free_at(q, false, test.monday('240.1 seconds')), test.monday('241 seconds'),
  'who waits for a lease comes when claims look at leases again'
)
from outlier.quotas as q
where q.name = 'first_messages';
select * from finish();
rollback;
