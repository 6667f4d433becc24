create or replace function outlier.why_not(phone_number text, batch_id bigint)
returns text
language plpgsql
volatile
set search_path = ''
as $$
declare
  v_batch outlier.batches;
begin
  select b.* into v_batch from outlier.batches as b where b.id = why_not.batch_id;
  if not found then
    raise exception using
      errcode = 'OT009',
      message = pg_catalog.format('broadcast or campaign %s does not exist', why_not.batch_id),
      hint = 'Read the ids in outlier.batches.';
  end if;
  return outlier.describe_reason(
    outlier.find_reason_not_sent(v_batch, outlier.require_phone_number(why_not.phone_number))
  );
end;
$$;
comment on function outlier.why_not(text, bigint) is
  'Returns why a person did not get the first message of a broadcast or campaign: a reason and a sentence. Null: the '
  'person got it, or it waits. If the batch does not list the person, the reason is derived from the current data. '
  'OT003: the query of a segment failed. OT009: there is no such batch. OT010: the value is no phone number.';
