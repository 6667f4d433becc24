-- The parent label or the organization changes between the request for a campaign's label and the answer. One label is
-- created, and the campaign gets it.
begin;
select plan(10);
select test.settings();
update outlier.settings set campaign_parent_label_id = md5('parent')::uuid;
select test.label('Water');
insert into outlier.campaigns (first_message, segments, run_at, label_name)
values ('Hi', test.segments(md5('label Water')::uuid), test.monday('1 day'), 'Spring');
create function pg_temp.made() returns jsonb language sql as $$
  select jsonb_build_object(
    'shared_labels',
    jsonb_build_array(
      jsonb_build_object(
        'id',
        md5('spring')::uuid,
        'name',
        'Spring',
        'organization',
        '16ead38e-0348-4564-9b8a-5085be988669',
        'parent',
        md5('parent')::uuid
      )
    )
  )
$$;
create function pg_temp.labels() returns uuid[] language sql as $$ select label_ids from outlier.campaigns $$;
select test.let('list', test.claim_requests());
savepoint asked;

update outlier.settings set campaign_parent_label_id = md5('new parent')::uuid;
select test.answer(test.get('list'), jsonb_build_object('shared_labels', '[]'::jsonb));
select test.let('create', test.claim_requests());
select is(
  test.get('create') #>> '{requests,0,payload,parent}',
  md5('parent')::uuid::text,
  'the label is made where it was asked for'
);
select test.answer(test.get('create'), pg_temp.made(), 201);
select is(pg_temp.labels(), array[md5('spring')::uuid], 'the campaign gets it');
select is((select count(*) from outlier.requests), 0::bigint, 'and no second one is made');
rollback to savepoint asked;

select test.answer(test.get('list'), jsonb_build_object('shared_labels', '[]'::jsonb));
select test.let('create', test.claim_requests());
update outlier.settings set campaign_parent_label_id = null, organization_id = md5('another')::uuid;
select test.answer(test.get('create'), pg_temp.made(), 201);
select is(pg_temp.labels(), array[md5('spring')::uuid], 'also where both change while it is being made');
select is((select count(*) from outlier.requests), 0::bigint, 'once');
rollback to savepoint asked;

update outlier.settings set campaign_parent_label_id = md5('new parent')::uuid;
select test.answer(test.get('list'), pg_temp.made());
select is(pg_temp.labels(), array[md5('spring')::uuid], 'one that was there already is taken');
insert into outlier.campaigns (first_message, segments, run_at, label_name)
values ('Hi', test.segments(md5('label Water')::uuid), test.monday('1 day'), 'Spring');
select is(
  (select payload ->> 'parent' from outlier.requests),
  md5('new parent')::uuid::text,
  'a campaign that is made after the change looks below the new parent'
);
rollback to savepoint asked;

-- The answer is lost.
select test.answer(test.get('list'), jsonb_build_object('shared_labels', '[]'::jsonb));
select test.answer(test.claim_requests(), null, null, test.monday(), '{"status": null}');
update outlier.settings set campaign_parent_label_id = md5('new parent')::uuid;
select test.let('list', test.claim_requests(test.monday('3 minutes')));
select is(test.get('list') #>> '{requests,0,kind}', 'list_labels', 'a label that may have been made is looked for');
select test.answer(test.get('list'), pg_temp.made());
select is(pg_temp.labels(), array[md5('spring')::uuid], 'where it was made');
select is((select count(*) from outlier.requests), 0::bigint, 'and is the only one');
select * from finish();
rollback;
