create or replace function outlier.batch_reasons_json(p_batch_id bigint)
returns jsonb
language sql
stable
set search_path = ''
as $$
  select coalesce(
    pg_catalog.jsonb_agg(
      pg_catalog.jsonb_build_object(
        'reason', counted.reason,
        'explanation', outlier.explain_reason(counted.reason),
        'people', counted.people
      )
      order by counted.people desc, counted.reason
    ),
    '[]'
  )
  from (
    select r.reason, pg_catalog.count(*) as people
    from outlier.recipients as r
    where r.batch_id = p_batch_id
      and r.reason is not null
    group by r.reason
  ) as counted;
$$;
comment on function outlier.batch_reasons_json(bigint) is
  'Returns the reasons why people in a batch got no first message, the most frequent first.';
