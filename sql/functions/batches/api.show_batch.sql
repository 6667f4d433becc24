create or replace function api.show_batch(p_kind text, p_id bigint, p_now timestamptz default now())
returns jsonb
language plpgsql
stable
security definer
set search_path = ''
as $$
begin
  perform outlier.require_batch(p_kind, p_id);
  return outlier.batch_json(p_id, p_now);
end;
$$;
comment on function api.show_batch(text, bigint, timestamptz) is
  'Returns a broadcast or campaign with its progress and forecast. OT009: there is no such batch.';
grant execute on function api.show_batch(text, bigint, timestamptz) to outlier_executor;
