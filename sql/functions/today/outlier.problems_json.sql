create or replace function outlier.problems_json()
returns jsonb
language sql
stable
set search_path = ''
as $$
  select coalesce(
    pg_catalog.jsonb_agg(
      pg_catalog.jsonb_build_object(
        'kind', p.kind,
        'message', p.message,
        'hint', p.hint,
        'since', pg_catalog.floor(extract(epoch from p.occurred_at))::bigint
      )
      order by p.occurred_at nulls last, p.kind
    ),
    '[]'
  )
  from outlier.problems as p;
$$;
comment on function outlier.problems_json() is
  'Returns the problems that need a person''s attention for the HTTP API, each with what to do.';
