-- An administrator has deleted the request. The next claim adds it again.
create or replace function outlier.restart_label_checks()
returns integer
language plpgsql
volatile
set search_path = ''
as $$
declare
  v_ids bigint[];
begin
  v_ids := array(
    select q.id
    from outlier.queued_messages as q
    where q.state = 'checking'
      and not exists (select from outlier.requests as r where r.subject = 'message:' || q.id)
    order by q.id
    for update skip locked
  );
  update outlier.queued_messages as q set state = 'waiting' where q.id = any (v_ids) and q.state = 'checking';
  return pg_catalog.cardinality(v_ids);
end;
$$;
comment on function outlier.restart_label_checks() is
  'Sets messages in state checking back to waiting if their request no longer exists. Returns their number.';
