create or replace function outlier.refuse_batch_step(p_id bigint, p_step text, p_states text)
returns void
language plpgsql
stable
set search_path = ''
as $$
declare
  v_batch outlier.batches;
begin
  select b.* into v_batch from outlier.batches as b where b.id = p_id;
  if not found then
    raise exception using
      errcode = 'OT009',
      message = pg_catalog.format('broadcast or campaign %s does not exist', p_id),
      hint = 'Read the ids in outlier.batches.';
  end if;
  raise exception using
    errcode = 'OT005',
    message = pg_catalog.format('%s cannot be %s: it is %s', outlier.batch_name(v_batch), p_step, v_batch.state),
    hint = pg_catalog.format('Only a %s in state %s can be %s.', v_batch.kind, p_states, p_step);
end;
$$;
comment on function outlier.refuse_batch_step(bigint, text, text) is
  'Raises OT005 with the state of the batch, or OT009 if there is no such batch.';
