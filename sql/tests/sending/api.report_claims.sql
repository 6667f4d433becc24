-- Shows: api.report_claims
begin;
select plan(7);
select api.report_claims(
  'first_messages', 'function api.claim_messages(text) does not exist (SQLSTATE 42883)', test.monday()
);
select is(
  (select message from outlier.problems where kind = 'claims_fail'),
  'claims from the queue first_messages fail: function api.claim_messages(text) does not exist (SQLSTATE 42883)',
  'claims that fail are among the problems, with the reason'
);
select api.report_claims(
  'first_messages', 'function api.claim_messages(text) does not exist (SQLSTATE 42883)', test.monday('1 minute')
);
select is((select count(*) from outlier.incidents), 1::bigint, 'once, however often they fail');
select api.report_claims('first_messages', 'out of shared memory (SQLSTATE 53200)', test.monday('2 minutes'));
select results_eq($$
  select message from outlier.problems where kind = 'claims_fail'
$$, $$values (
  'claims from the queue first_messages fail: out of shared memory (SQLSTATE 53200)'
)$$, 'another reason takes its place');
select api.report_claims('second_messages', 'it broke for +12005550101', test.monday('2 minutes'));
select is((select count(*) from outlier.problems where kind = 'claims_fail'), 2::bigint, 'each queue has its own');
select ok(not exists (select from outlier.problems where message ~ '5550101'), 'and nobody''s number is in it');
select api.report_claims('first_messages', null, test.monday('3 minutes'));
select is(
  (select array_agg(message) from outlier.problems where kind = 'claims_fail'),
  '{claims from the queue second_messages fail: it broke for +…}',
  'a claim that succeeds resolves it, for its queue'
);
select is(
  (
    api.read_metrics(test.monday()) @? '$[*] ? (@.name == "outlier.problems" && @.tags.kind == "claims_fail" && @.value == 1)'
  ),
  true,
  'metrics count it'
);
select * from finish();
rollback;
