begin;
select plan(4);
select test.authors(2);
select test.let('view', to_jsonb(outlier.resolve_segment('select phone_number from authors')::bigint));
select ok(outlier.explain_segment(test.get('view')::bigint::oid) ? 'Total Cost', 'a query has a plan with its cost');
select outlier.run_segment(test.get('view')::bigint::oid);
savepoint before;
select throws_ok(
  $$
    select outlier.resolve_segment(
      'select phone_number from authors) as segment; drop table outlier.authors; select segment.phone_number from '
      '(select phone_number from authors'
    )
  $$,
  '42P11', null, 'two statements are never carried out'
);
select test.let(
  'view', to_jsonb(outlier.resolve_segment('select sending_phone_number as phone_number from settings')::bigint)
);
select ok(test.get('view') is not null, 'a query is read without any right');
select throws_ok($$
  select outlier.explain_segment(test.get('view')::bigint::oid)
$$, '42501', null, 'and what is not for segments is not even planned');
select * from finish();
rollback;
