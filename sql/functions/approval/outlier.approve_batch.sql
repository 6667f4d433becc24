-- The lock makes other changes wait, so the digest is that of the content at the time of the approval.
create or replace function outlier.approve_batch(id bigint, approver text, p_now timestamptz default now())
returns void
language plpgsql
volatile
set search_path = ''
as $$
declare
  v_batch outlier.batches;
  v_approver text := pg_catalog.btrim(approve_batch.approver);
begin
  select b.* into v_batch from outlier.batches as b where b.id = approve_batch.id for no key update;
  if not found or v_batch.state not in ('scheduled', 'missed') then
    perform outlier.refuse_batch_step(approve_batch.id, 'approved', 'scheduled');
  end if;
  if outlier.is_blank(v_approver) then
    raise exception using
      errcode = 'OT010',
      message = 'the approver is missing',
      hint = 'Name the person who approves: select outlier.approve_batch(5, ''Jane Doe'');';
  end if;
  if outlier.fold_case(v_approver) in (
    select outlier.fold_case(w.writer) from pg_catalog.unnest(v_batch.written_by) as w (writer)
  ) then
    raise exception using
      errcode = 'OT013',
      message = pg_catalog.format('%s cannot be approved by %s, who wrote it', outlier.batch_name(v_batch), v_approver),
      hint = 'Somebody else must approve it.';
  end if;
  if v_batch.segments is not null then
    v_batch.recipient_count := outlier.get_campaign_recipient_count(v_batch.segments);
  end if;
  insert into outlier.approvals (batch_id, digest, people, approver, approved_at)
  values (v_batch.id, outlier.batch_digest(v_batch), outlier.count_batch_people(v_batch), v_approver, p_now);
  update outlier.batches as b
  set error = null
  where b.id = v_batch.id
    and b.error is not null;
end;
$$;
comment on function outlier.approve_batch(bigint, text, timestamptz) is
  'Approves the current content of a scheduled broadcast or campaign, for the number of people whom it reaches now. '
  'OT005: the batch is not scheduled. OT009: there is no such batch. OT010: the approver is missing. OT013: the '
  'approver wrote the batch.';
