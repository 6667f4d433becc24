begin;
select plan(17);
create function pg_temp.allowance(p_later interval default '0') returns integer language sql as $$
  select outlier.quota_allowance(q, false, test.monday(p_later)) from outlier.quotas as q where q.name = 'first_messages';
$$;
create function pg_temp.free_at(p_later interval default '0') returns timestamptz language sql as $$
  select outlier.quota_free_at(q, false, test.monday(p_later)) from outlier.quotas as q where q.name = 'first_messages';
$$;
select results_eq(
  'select name, max_concurrent from outlier.quotas order by name',
  $$
    values
      ('dub', 5),
      ('first_messages', 5),
      ('general', 5),
      ('lookup', 5),
      ('read_conversations', 5),
      ('second_messages', 5),
      ('twilio', 10)
  $$,
  'each token has a quota of its own by default: five calls at once, and ten of Twilio'
);
select results_eq(
  $$select distinct per, calls from outlier.quota_limits where quota <> 'dub' order by calls$$,
  $$values (interval '1 minute', 300), (interval '15 minutes', 900)$$,
  '300 a minute and 900 in 15 minutes'
);
select is(pg_temp.allowance(), 5, 'an unused quota allows as many as may be under way');
update outlier.quotas set max_concurrent = null;
select is(pg_temp.allowance(), 300, 'without that limit a minute''s worth');
select outlier.use_quota('first_messages', 100, test.monday());
select is(pg_temp.allowance('30 seconds'), 200, 'what was used counts');
select outlier.use_quota('first_messages', 100, test.monday('30 seconds'));
select is(pg_temp.allowance('60 seconds'), 100, 'until a minute after its end, rounded up');
select is(pg_temp.allowance('60.2 seconds'), 200, 'then it is free again');
select is(pg_temp.allowance('91 seconds'), 300, 'all of it');
select is(pg_temp.free_at('31 seconds'), null, 'a quota that allows something has no time to wait for');
select outlier.use_quota('first_messages', 200, test.monday('70 seconds'));
select is(pg_temp.allowance('71 seconds'), 0, 'used up');
select is(
  pg_temp.free_at('71 seconds'), test.monday('90.1 seconds'), 'it frees up when its oldest calls no longer count'
);
select outlier.use_quota('first_messages', 500, test.monday('100 seconds'));
select is(pg_temp.free_at('5 minutes'), test.monday('15 minutes 0.1 seconds'), 'the longer limit holds longer');
select outlier.use_quota('first_messages', 1, test.monday('1 hour'));
select is((select count(*) from outlier.quota_uses), 1::bigint, 'what no longer counts is forgotten');
delete from outlier.quota_limits;
select is(pg_temp.allowance(), 2147483647, 'a quota without limits allows all');
select lives_ok($$select outlier.use_quota('first_messages', 5, test.monday())$$, 'and keeps no account');
update outlier.quotas set held_until = test.monday('1 minute'), hold_reason = '429: too many calls';
select is(pg_temp.allowance('30 seconds'), 0, 'a held quota allows nothing');
select throws_ok($$update outlier.quotas set hold_reason = null$$, '23514', null, 'a hold has a reason');
select * from finish();
rollback;
