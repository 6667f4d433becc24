-- If the wording cannot be used, Outlier still recognizes keywords. A person reviews all other texts.
-- Shows: wording-fails
begin;
select plan(7);
select test.settings();
select test.authors(3);
alter table outlier.consent_patterns disable trigger user;
insert into outlier.consent_patterns (kind, words, expression, anchors, last_words)
values ('opt_out', 'broken', '((', array['stop', 'heat'], array['stop', 'out']);
select throws_ok($$select outlier.classify_message('stop')$$, null, null, 'a pattern that is no expression');
select test.writes(test.number(0), 'STOP', test.monday());
select ok((select unsubscribed from outlier.authors where phone_number = test.number(0)), 'a keyword opts out');
select test.writes(test.number(1), 'My heat is out', test.monday());
select is((select count(*) from outlier.consent_reviews), 1::bigint, 'a person decides about everything else');
select is((select count(*) from outlier.problems where kind = 'wording_failed'), 1::bigint, 'which is a problem');
select is((select count(*) from outlier.errors), 0::bigint, 'and no webhook fails');
select test.receive_user_action(
  test.incoming(test.number(1), 'STOP', test.monday('-1 minute')), p_now => test.monday('1 minute')
);
select ok(
  (select unsubscribed from outlier.authors where phone_number = test.number(1)), 'not even one that others followed'
);
alter table outlier.consent_patterns enable trigger user;
update outlier.consent_patterns set words = words;
select test.writes(test.number(2), 'My heat is out', test.monday('1 minute'));
select is((select count(*) from outlier.consent_reviews), 1::bigint, 'until the patterns are compiled again');
select * from finish();
rollback;
