-- Locks the batch. Of two calls at once, the second one finds it started and fails.
create or replace function outlier.start_batch(p_kind text, p_id bigint, p_now timestamptz)
returns outlier.batches
language plpgsql
volatile
set search_path = ''
as $$
declare
  v_settings outlier.settings := outlier.require_settings();
  v_batch outlier.batches;
  v_wanted boolean;
  v_approval outlier.approvals;
begin
  if outlier.describe_copy() is not null then
    raise exception using
      errcode = 'OT005',
      message = 'this database is a copy of ' || outlier.describe_copy() || ': no batch starts',
      hint = 'Run: select outlier.adopt_database(''keep''); or, on a copy for tests, with ''cancel''.';
  end if;
  select b.* into v_batch from outlier.batches as b where b.id = p_id and b.kind = p_kind for no key update;
  if not found then
    raise exception using errcode = 'OT009', message = pg_catalog.format('the %s %s does not exist', p_kind, p_id);
  end if;
  if v_batch.state <> 'scheduled' then
    raise exception using
      errcode = 'OT005',
      message = pg_catalog.format(
        '%s cannot start: its state is %s, not scheduled', outlier.batch_name(v_batch), v_batch.state
      ),
      hint = 'Outlier queues each broadcast and each campaign only once.';
  end if;

  -- Find the approval of the current content, before links are shortened and run_at changes.
  v_approval := outlier.find_approval(v_batch);
  v_wanted := outlier.request_links(
    array[v_batch.first_message, v_batch.second_message]
      || outlier.segment_texts(v_batch.broadcast_id)
      || array(
        select distinct f.message
        from outlier.campaign_file_recipients as f
        where f.campaign_id = p_id
          -- A cheap test first: few texts reach the regular expression.
          and f.message like '%://%'
          and f.message ~* 'https?://'
      ),
    p_now,
    p_is_queueing => true
  );
  update outlier.batches as b
  set
    state = 'sending',
    started_at = p_now,
    approval_id = v_approval.id,
    run_at = case b.kind when 'broadcast' then p_now else b.run_at end,
    editable = false,
    error = null,
    first_message = outlier.shorten_links(b.first_message),
    second_message = outlier.shorten_links(b.second_message),
    links_settle_by = case when v_wanted then p_now + v_settings.link_wait end
  where b.id = p_id
  returning b.* into v_batch;
  -- Lock messages that an administrator has queued by hand. They are locked before recipients, in the same order as in
  -- functions that remove messages from a queue.
  perform from outlier.queued_messages as q where q.batch_id = p_id order by q.id for update;
  return v_batch;
end;
$$;
comment on function outlier.start_batch(text, bigint, timestamptz) is
  'Starts to queue a scheduled batch of a kind: locks it and shortens its links. Returns the batch as it is sent. '
  'OT005: the batch is not scheduled, or this database is a copy. OT009: there is no such batch.';
