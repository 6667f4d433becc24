-- The audit log, page by page.
-- Shows: GET-/audit, api.list_audit
begin;
select plan(11);
select set_config('outlier.actor', 'token newsroom', true), set_config('outlier.address', '192.0.2.7', true);
create function pg_temp.ids(p_page jsonb) returns bigint[] language sql as $$
  select array_agg((i.item ->> 'id')::bigint order by i.place)
  from jsonb_array_elements(p_page -> 'items') with ordinality as i (item, place)
$$;
select is(api.list_audit('1'), '{"items": []}', 'nothing is older than the first');
insert into outlier.lookup_templates (name, content) select 'greeting ' || n, 'Hello' from generate_series(1, 120) as n;
update outlier.lookup_templates set content = 'Hi' where name = 'greeting 120';
select test.let('first', api.list_audit());
select is(
  (test.get('first') -> 'items' -> 0) - 'id' - 'at',
  '{"kind": "template", "actor": "token newsroom", "action": "changed", "address": "192.0.2.7",
    "objectId": "greeting 120", "before": {"content": "Hello"}, "after": {"content": "Hi"}}',
  'the newest first'
);
select is(
  (test.get('first') -> 'items' -> 0 ->> 'at')::bigint, floor(extract(epoch from now()))::bigint, 'with its time'
);
select is(test.get('first') -> 'items' -> 1 -> 'before', 'null', 'what was made was nothing before');
select is(cardinality(pg_temp.ids(test.get('first'))), 50, 'fifty a page');
select test.let('second', api.list_audit(test.get('first') ->> 'currentCursor'));
select is(
  pg_temp.ids(test.get('first')) || pg_temp.ids(test.get('second')),
  array(select id from outlier.audit_log order by id desc limit 100), 'the next page goes on where the first ended'
);
select ok(
  not api.list_audit((select min(id) + 50 from outlier.audit_log)::text) ? 'currentCursor', 'the last page has no cursor'
);
select test.let('batch', to_jsonb(test.sending(3)));
select is(
  (
    select array_agg(distinct i ->> 'batchId')
    from jsonb_array_elements(api.list_audit(p_batch_id => test.get('batch')::text) -> 'items') as i
  ),
  array[test.get('batch')::text], 'what is about one batch alone'
);
select is(api.list_audit('', ''), api.list_audit(), 'an empty value is none');
select throws_ok('select api.list_audit(''x'')', 'OT010', 'cursor must be a whole number, not "x"', 'a cursor is a number');
select throws_ok('select api.list_audit(p_batch_id => ''x'')', 'OT010', null, 'so is a batch');
select * from finish();
rollback;
