begin;
select plan(5);
select is(
  outlier.json_id('"104FDF4F-7ab6-402d-b0f7-686c8bf8b860"'),
  '104fdf4f-7ab6-402d-b0f7-686c8bf8b860'::uuid,
  'an id stands for itself, in either case'
);
select is(
  outlier.json_id('{"id": "104fdf4f-7ab6-402d-b0f7-686c8bf8b860"}'),
  '104fdf4f-7ab6-402d-b0f7-686c8bf8b860'::uuid,
  'an object has its id'
);
select is(outlier.json_id('"104fdf4f-7ab6-402d-b0f7-686c8bf8b86x"'), null, 'what only looks like one is none');
select is(
  outlier.json_id('"{104fdf4f-7ab6-402d-b0f7-686c8bf8b860}"'), null, 'nor is another form that PostgreSQL reads'
);
select is(outlier.json_id('[1]'), null, 'a list has none');
select * from finish();
rollback;
