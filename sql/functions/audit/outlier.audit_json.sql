-- Nulls stay in the values, because they show that a column was emptied, or was empty before.
create or replace function outlier.audit_json(p_entry outlier.audit_log)
returns jsonb
language sql
stable
set search_path = ''
as $$
  select pg_catalog.jsonb_strip_nulls(pg_catalog.jsonb_build_object(
    'id', p_entry.id,
    'at', pg_catalog.floor(extract(epoch from p_entry.at)),
    'actor', p_entry.actor,
    'action', p_entry.action,
    'kind', p_entry.kind,
    'objectId', p_entry.object_id,
    'batchId', p_entry.batch_id,
    'address', p_entry.address
  ))
    || pg_catalog.jsonb_build_object(
      'before', coalesce(p_entry.before, 'null'), 'after', coalesce(p_entry.after, 'null')
    );
$$;
comment on function outlier.audit_json(outlier.audit_log) is
  'Returns an entry of the audit log as the HTTP API shows it.';
