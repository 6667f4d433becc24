-- Shows: table-audience_segments
begin;
select plan(4);
select test.segment();
select lives_ok($$
  update outlier.audience_segments set description = 'all'
$$, 'a description can change without the query being tried');
alter table outlier.authors rename column name to full_name;
select lives_ok($$
  update outlier.audience_segments set name = 'all'
$$, 'a name can change without the query being tried');
select throws_ok($$
  update outlier.audience_segments set query = 'select phone_number from authors where name is null'
$$, 'OT002', null, 'a query is tried against the tables as they are');
alter table outlier.authors rename column full_name to name;
select lives_ok($$
  update outlier.audience_segments set query = 'select phone_number from authors where name is null'
$$, 'and accepted when it runs');
select * from finish();
rollback;
