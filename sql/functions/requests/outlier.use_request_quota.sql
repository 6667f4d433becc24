create or replace function outlier.use_request_quota(p_request_ids bigint[], p_now timestamptz)
returns void
language sql
volatile
set search_path = ''
as $$
  select outlier.use_quota(used.quota, used.calls, p_now)
  from (
    select t.quota, pg_catalog.count(*)::integer as calls
    from outlier.requests as r
    inner join outlier.request_kinds as k on k.kind = r.kind
    inner join outlier.tokens as t on t.name = k.called_as
    where r.id = any (p_request_ids)
    group by t.quota
    -- A fixed order prevents deadlocks between two sessions.
    order by t.quota
  ) as used;
$$;
comment on function outlier.use_request_quota(bigint[], timestamptz) is
  'Counts the calls of completed requests against their quotas.';
