create or replace function api.list_reviews()
returns jsonb
language sql
stable
security definer
set search_path = ''
as $$
  select coalesce(
    pg_catalog.jsonb_agg(outlier.review_json(r) order by r.due_at, r.id),
    '[]'
  )
  from outlier.consent_reviews as r
  where r.decision is null;
$$;
comment on function api.list_reviews() is
  'Lists the messages that may be opt-outs and wait for a decision, the most urgent first.';
grant execute on function api.list_reviews() to outlier_executor;
