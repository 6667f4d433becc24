-- For an operator's terminal. The result does not contain the phone number, but quotes the person's words about
-- consent.
create or replace function api.why(p_phone_number text, p_kind text default null, p_batch_id bigint default null)
returns text[]
language plpgsql
volatile
security definer
set search_path = ''
as $$
declare
  v_number text := outlier.require_phone_number(p_phone_number);
  v_batch outlier.batches;
  v_story text[];
begin
  if p_batch_id is not null and not exists (
    select from outlier.batches as b where b.id = p_batch_id and b.kind = p_kind
  ) then
    raise exception using
      errcode = 'OT009',
      message = pg_catalog.format('the %s %s does not exist', p_kind, p_batch_id),
      hint = 'Read the ids in outlier.batches.';
  end if;
  v_story := outlier.consent_story(v_number);
  for v_batch in
    select b.*
    from outlier.batches as b
    where b.id = p_batch_id
      or p_batch_id is null and b.started_at is not null
    order by b.started_at desc nulls first, b.id desc
    limit 5
  loop
    v_story := v_story || outlier.batch_story(v_batch, v_number);
  end loop;
  return v_story;
end;
$$;
comment on function api.why(text, text, bigint) is
  'Returns sentences about a person: their consent, what they got of one batch or of the latest five, and why they '
  'got nothing. OT003: the query of a segment failed. OT009: there is no such batch. OT010: the value is no phone '
  'number.';
grant execute on function api.why(text, text, bigint) to outlier_executor;
