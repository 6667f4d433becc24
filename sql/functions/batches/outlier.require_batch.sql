create or replace function outlier.require_batch(p_kind text, p_id bigint)
returns outlier.batches
language plpgsql
stable
set search_path = ''
as $$
declare
  v_batch outlier.batches;
begin
  select b.* into v_batch from outlier.batches as b where b.id = p_id and b.kind = p_kind;
  if not found then
    raise exception using errcode = 'OT009', message = pg_catalog.format('the %s %s does not exist', p_kind, p_id);
  end if;
  return v_batch;
end;
$$;
comment on function outlier.require_batch(text, bigint) is
  'Returns the batch of a kind with an id. OT009: there is no such batch.';
