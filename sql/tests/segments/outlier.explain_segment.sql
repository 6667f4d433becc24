begin;
select plan(3);
select test.authors(2);
select ok(outlier.explain_segment('select phone_number from authors') ? 'Total Cost', 'a query has a plan with its cost');
select throws_ok($$select outlier.explain_segment('select phone_number from authors) as segment; drop table outlier.authors; select segment.phone_number from (select phone_number from authors')$$, '42P11', null, 'explain is never given two statements');
select throws_ok($$select outlier.explain_segment('select sending_phone_number as phone_number from settings')$$, '42501', null, 'what is not for segments is not even planned');
select * from finish();
rollback;
