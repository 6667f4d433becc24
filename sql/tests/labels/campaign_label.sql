-- A campaign's label is found in the database, or else in Missive, or else created there. It is created only once.
begin;
select plan(33);
select test.settings();
update outlier.settings set campaign_parent_label_id = md5('parent')::uuid;
select test.let('water', to_jsonb(test.label('Water')));
create function pg_temp.campaign(p_label text) returns bigint language sql as $$
  insert into outlier.campaigns (first_message, segments, run_at, label_name)
  values ('Hi', test.segments((test.get('water') #>> '{}')::uuid), test.monday('1 day'), p_label) returning id
$$;
create function pg_temp.labels(p_id bigint) returns uuid[] language sql as $$
  select label_ids from outlier.campaigns where id = p_id
$$;
create function pg_temp.page(p_count integer, p_names text[] default '{}') returns jsonb language sql as $$
  select jsonb_build_object('shared_labels', coalesce(jsonb_agg(jsonb_build_object(
    'id', md5(l.name)::uuid, 'name', l.name, 'name_with_parent_names', 'Campaigns/' || l.name,
    'organization',
    '16ead38e-0348-4564-9b8a-5085be988669',
    'parent',
    md5('parent')::uuid,
    'color',
    '#27AE60',
    'visibility',
    'organization')), '[]'))
  from (select unnest(p_names) as name union all select 'Label ' || i from generate_series(1, p_count) as i) as l
$$;

-- The database has the label.
select test.label('Spring', md5('parent')::uuid);
select test.label('Summer', md5('another parent')::uuid);
select test.let('id', to_jsonb(pg_temp.campaign(' spring ')));
select is(
  pg_temp.labels(test.get('id')::bigint),
  array[md5('label Spring')::uuid],
  'a label that the database knows is taken, whatever its case'
);
select is((select count(*) from outlier.requests), 0::bigint, 'without a call');

-- Missive has the label.
select test.let('id', to_jsonb(pg_temp.campaign('Summer')));
select is(pg_temp.labels(test.get('id')::bigint), '{}', 'one of the same name under another parent is not');
select test.let('again', to_jsonb(pg_temp.campaign('SUMMER')));
select is((select count(*) from outlier.requests), 1::bigint, 'the same name twice is one request');
select test.let('claim', test.claim_requests());
select is(test.get('claim') #>> '{requests,0,kind}', 'list_labels', 'Missive is asked first');
select is(
  test.get('claim') #> '{requests,0,payload}',
  jsonb_build_object(
    'name',
    'Summer',
    'organization',
    '16ead38e-0348-4564-9b8a-5085be988669',
    'parent',
    md5('parent')::uuid,
    'offset',
    0,
    'limit',
    200
  ),
  'for a page of the organization''s labels'
);
select test.answer(test.get('claim'), pg_temp.page(200));
select test.let('claim', test.claim_requests());
select is(test.get('claim') #>> '{requests,0,kind}', 'list_labels', 'after a full page it is asked again');
select is(test.get('claim') #>> '{requests,0,payload,offset}', '200', 'for the next one');
select test.answer(test.get('claim'), pg_temp.page(3, array['summer']));
select is(pg_temp.labels(test.get('id')::bigint), array[md5('summer')::uuid], 'there it is');
select is(pg_temp.labels(test.get('again')::bigint), array[md5('summer')::uuid], 'for both campaigns');
select is((select count(*) from outlier.requests), 0::bigint, 'nothing is made');
select is(
  (select count(*) from outlier.labels where name like 'Label %'),
  200::bigint,
  'the mirror learns the others on the way'
);

-- The label is created.
select test.let('id', to_jsonb(pg_temp.campaign('Autumn')));
select test.answer(test.claim_requests(), pg_temp.page(10));
select test.let('claim', test.claim_requests());
select is(test.get('claim') #>> '{requests,0,kind}', 'create_label', 'a label that is nowhere is made');
select test.let('again', to_jsonb(pg_temp.campaign('autumn')));
select is(
  (select count(*) from outlier.requests), 1::bigint, 'a second campaign that wants it meanwhile waits for the same one'
);
select test.answer(test.get('claim'), pg_temp.page(0, array['Autumn']), 201);
select is(pg_temp.labels(test.get('id')::bigint), array[md5('Autumn')::uuid], 'the id comes with the answer');
select is(
  pg_temp.labels(test.get('again')::bigint), array[md5('Autumn')::uuid], 'for both campaigns, and one label was made'
);
select is((select count(*) from outlier.requests), 0::bigint, 'and nothing is left to do');
select is(
  (select name_with_parent_names from outlier.labels where name = 'Autumn'), 'Campaigns/Autumn', 'the mirror knows it'
);

-- Older versions of Missive answer with a single object.
select test.let('id', to_jsonb(pg_temp.campaign('Winter')));
select test.answer(test.claim_requests(), pg_temp.page(0));
select test.answer(
  test.claim_requests(), jsonb_build_object('shared_labels', pg_temp.page(0, array['Winter']) #> '{shared_labels,0}')
);
select is(
  pg_temp.labels(test.get('id')::bigint),
  array[md5('Winter')::uuid],
  'an answer in the form of one object is understood'
);

-- The answer is lost. Outlier looks for the label before it creates another one.
select test.let('id', to_jsonb(pg_temp.campaign('Lost')));
select test.answer(test.claim_requests(), pg_temp.page(0));
select test.answer(test.claim_requests(), null, null, test.monday(), '{"status": null}');
select is((select kind from outlier.requests), 'list_labels', 'a label that may have been made is looked for first');
select is((select due_at from outlier.requests), test.monday('3 minutes'), 'after a while');
select test.answer(test.claim_requests(test.monday('3 minutes')), pg_temp.page(0, array['Lost']));
select is(pg_temp.labels(test.get('id')::bigint), array[md5('Lost')::uuid], 'and was');

-- Missive answers 201 with an empty body.
select test.let('id', to_jsonb(pg_temp.campaign('Silent')));
select test.answer(test.claim_requests(), pg_temp.page(0));
select test.answer(test.claim_requests(), null, 201);
select is((select kind from outlier.requests), 'list_labels', 'an empty answer is looked up too');
delete from outlier.requests;

-- The executor dies while it creates the label.
select test.let('id', to_jsonb(pg_temp.campaign('Dead')));
select test.answer(test.claim_requests(), pg_temp.page(0));
select test.claim_requests();
select test.claim_requests(test.monday('3 minutes'));
select is(
  (select kind || ' ' || state from outlier.requests),
  'list_labels waiting',
  'a lease that ran out leads to a look, and not to a second label'
);
delete from outlier.requests;

-- Missive refuses the label permanently.
select test.let('id', to_jsonb(pg_temp.campaign('Refused')));
select test.answer(test.claim_requests(), '{"error": {"message": "no"}}', 403, test.monday());
select test.answer(
  test.claim_requests(test.monday('3 minutes')), '{"error": {"message": "no"}}', 403, test.monday('3 minutes')
);
select is(
  (select count(*) from outlier.problems where kind = 'label_failed'), 0::bigint, 'two refusals are tried again'
);
select test.answer(
  test.claim_requests(test.monday('6 minutes')), '{"error": {"message": "no"}}', 403, test.monday('6 minutes')
);
select is((select count(*) from outlier.problems where kind = 'label_failed'), 1::bigint, 'the third is told');
select is((select count(*) from outlier.requests), 0::bigint, 'and given up');
select is(
  (select state from outlier.campaigns where id = test.get('id')::bigint),
  'scheduled',
  'the campaign goes out without its label'
);

-- A 401 concerns the token, not the label.
select test.let('id', to_jsonb(pg_temp.campaign('Token')));
select test.answer(test.claim_requests(test.monday('1 hour')), null, 401, test.monday('1 hour'));
select is((select failures from outlier.requests), 0, 'a refused token costs the request nothing');
select is(
  test.claim_requests(test.monday('1 hour 1 minute')) -> 'requests', '[]', 'and holds everything with that token'
);
select is((select count(*) from outlier.problems where kind = 'token_refused'), 1::bigint, 'and is among the problems');
delete from outlier.requests;

update outlier.settings set organization_id = null;
select throws_ok(
  $$select pg_temp.campaign('Homeless')$$,
  'OT001',
  null,
  'without an organization no label can be made, and that is said at once'
);
update outlier.settings set organization_id = '16ead38e-0348-4564-9b8a-5085be988669';
select throws_ok($$select pg_temp.campaign('a/b')$$, '23514', null, 'a name with a slash is refused');
select * from finish();
rollback;
