create or replace function api.count_unreached(p_kind text, p_id bigint)
returns jsonb
language sql
stable
security definer
set search_path = ''
as $$
  select pg_catalog.jsonb_build_object(
    'people', coalesce(pg_catalog.sum(counted.people), 0),
    'reasons', coalesce(
      pg_catalog.jsonb_agg(
        pg_catalog.jsonb_build_object(
          'reason', counted.reason, 'explanation', outlier.explain_reason(counted.reason), 'people', counted.people
        )
        order by counted.people desc, counted.reason
      ),
      '[]'
    )
  )
  from (
    select u.reason, pg_catalog.count(*) as people
    from outlier.unreached_people(outlier.require_batch(p_kind, p_id)) as u
    group by u.reason
  ) as counted;
$$;
comment on function api.count_unreached(text, bigint) is
  'Counts, by reason, the people whom a batch did not reach for a temporary reason. api.repeat_for_unreached texts '
  'these people. OT009: there is no such batch.';
grant execute on function api.count_unreached(text, bigint) to outlier_executor;
