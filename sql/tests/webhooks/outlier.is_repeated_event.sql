-- The digest depends on the body only, and the same body can arrive at both webhook endpoints. So the rule is compared,
-- too.
begin;
select plan(4);
insert into outlier.invoke_history (digest, rule_type, state, body) values ('\x01', 'new_comment', 'done', '{}');
select ok(outlier.is_repeated_event('new_comment', null, null, '\x01'), 'the same body of the same rule is a repeat');
select ok(not outlier.is_repeated_event('opt_out', null, null, '\x01'), 'the same body of another rule is none');
select ok(not outlier.is_repeated_event('new_comment', null, null, '\x02'), 'nor is another body');
select ok(
  not outlier.is_repeated_event('new_comment', (select id from outlier.invoke_history), null, '\x01'),
  'an event is no repeat of itself'
);
select * from finish();
rollback;
