create or replace function outlier.forecast_json(p_batch outlier.batches, p_now timestamptz default now())
returns jsonb
language sql
stable
set search_path = ''
as $$
  select pg_catalog.jsonb_build_object(
    'people', f.people,
    'parts', f.parts,
    'cost', f.cost,
    'start', pg_catalog.floor(extract(epoch from f.starts_at))::bigint,
    'end', pg_catalog.ceil(extract(epoch from f.ends_at))::bigint,
    'reason', f.reason
  )
  from outlier.forecast(p_batch, p_now) as f
  where p_batch.state in ('scheduled', 'sending', 'paused');
$$;
comment on function outlier.forecast_json(outlier.batches, timestamptz) is
  'Returns the forecast of a batch for the HTTP API. Null if the batch is done, cancelled or missed.';
