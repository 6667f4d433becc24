-- Outlier does not know whether a message in a queue of the predecessor was sent. The row stays there if the process
-- stopped after sending. The predecessor may also have continued after the import read the queue. So each message
-- starts with an unknown outcome. Outlier asks Twilio about it, and only a message that Twilio does not know becomes
-- due. As with any other message, the claim drops it if the person has opted out or if it is too old.
create or replace function outlier.release_import(p_now timestamptz default now())
returns jsonb
language plpgsql
volatile
set search_path = ''
as $$
declare
  -- A read hides a row for this long. So the predecessor's last attempt was this long before the row becomes visible
  -- again.
  c_hidden constant interval := interval '180 seconds';
  v_batches bigint[];
  v_ids bigint[];
  v_messages bigint := 0;
  v_campaigns bigint;
  v_upcoming outlier.held_imports;
  v_id bigint;
  v_run_at timestamptz;
  v_read_at timestamptz := (
    select pg_catalog.min(h.imported_at)
    from outlier.held_imports as h
    where h.kind <> 'broadcast'
  );
  v_window interval := (select s.twilio_match_window from outlier.settings as s);
begin
  if v_read_at < p_now - v_window then
    raise exception using
      errcode = 'OT014',
      message = pg_catalog.format(
        'the import cannot be released: it read the predecessor''s queues at %s, and Outlier searches Twilio''s log '
        'only for the %s after that',
        outlier.local_time(v_read_at), v_window
      ),
      hint = 'Stop the predecessor, run outlier import once more, and release then.';
  end if;
  select pg_catalog.array_agg(distinct h.batch_id) into v_batches
  from outlier.held_imports as h
  inner join outlier.batches as b on b.id = h.batch_id
  where b.state in ('paused', 'sending', 'done');
  perform outlier.lock_batches(v_batches);
  with released as (
    delete from outlier.held_imports as h
    where h.batch_id = any (v_batches)
    returning h.*
  ),
  queued as (
    insert into outlier.queued_messages (
      is_second, state, batch_id, broadcast_id, campaign_id, audience_segment_id, recipient_phone_number, message,
      due_at, claim_id, claimed_by, claimed_at, lease_until, last_error, sending_phone_number, created_at
    )
    select
      r.kind = 'second_message', 'unknown', b.id, b.broadcast_id, b.campaign_id, r.audience_segment_id, r.phone_number,
      r.message, greatest(r.due_at, p_now), pg_catalog.nextval('outlier.claim_id_seq'), 'import',
      -- Twilio's log is searched from this time on, for twilio_match_window.
      case
        when r.reads = 0 then r.imported_at
        else greatest(
          (r.source_row ->> 'enqueued_at')::timestamptz, r.due_at - s.twilio_match_window + c_hidden
        )
      end,
      p_now, 'it waited in the predecessor, and Twilio is asked whether it went out', s.sending_phone_number, p_now
    from released as r
    inner join outlier.batches as b on b.id = r.batch_id
    cross join outlier.settings as s
    order by r.id
    on conflict (recipient_phone_number, batch_id, is_second) do nothing
    returning id
  )
  select pg_catalog.array_agg(q.id), pg_catalog.count(*) into v_ids, v_messages from queued as q;
  update outlier.batches as b
  set state = 'sending', error = null
  where b.id = any (v_batches) and b.state = 'paused';
  perform outlier.look_up_unknown_messages(v_ids, p_now);

  -- A campaign whose time has passed needs a new time.
  update outlier.batches as b
  set state = 'scheduled', error = null
  where b.kind = 'campaign'
    and b.state = 'missed'
    and b.error = outlier.import_wait_reason()
    and b.run_at > p_now;
  get diagnostics v_campaigns = row_count;

  select h.* into v_upcoming
  from outlier.held_imports as h
  where h.kind = 'broadcast'
  order by h.source_id desc
  limit 1;
  if found and not exists (select from outlier.broadcasts as b where b.state = 'scheduled') then
    v_run_at := (v_upcoming.source_row ->> 'run_at')::timestamptz;
    v_id := case
      when exists (select from outlier.batches as b where b.id = v_upcoming.source_id)
        then pg_catalog.nextval('outlier.batches_id_seq')
      else v_upcoming.source_id
    end;
    perform outlier.advance_import_sequence('outlier.batches_id_seq', v_id);
    insert into outlier.batches (
      id, kind, first_message, second_message, original_first_message, original_second_message, delay, no_users,
      run_at, scheduled_after
    )
    select
      v_id, 'broadcast',
      coalesce(outlier.import_text(b.first_message), outlier.import_text(b.original_first_message), '(no text)'),
      outlier.import_text(b.second_message), outlier.import_text(b.original_first_message),
      outlier.import_text(b.original_second_message), least(greatest(coalesce(b.delay, 600), 1), 2592000),
      least(greatest(coalesce(b.no_users, 1), 1), 10000000), case when v_run_at > p_now then v_run_at end, p_now
    from pg_catalog.jsonb_to_record(v_upcoming.source_row) as b (
      first_message text, second_message text, original_first_message text, original_second_message text,
      delay integer, no_users integer
    );
    insert into outlier.broadcasts_segments (broadcast_id, segment_id, ratio, first_message, second_message)
    select
      v_id, shares.id, pg_catalog.trunc(shares.ratio * least(1, 100 / shares.total), 2),
      outlier.import_text(shares.first_message), outlier.import_text(shares.second_message)
    from (
      select s.id, s.ratio, s.first_message, s.second_message, pg_catalog.sum(s.ratio) over () as total
      from pg_catalog.jsonb_to_recordset(coalesce(nullif(v_upcoming.source_row -> 'segments', 'null'), '[]'))
        as s (id bigint, ratio numeric, first_message text, second_message text)
      where s.ratio > 0
    ) as shares
    where pg_catalog.trunc(shares.ratio * least(1, 100 / shares.total), 2) > 0
    order by shares.id;
    insert into outlier.import_ids (kind, source_id, id) values ('broadcast', v_upcoming.source_id, v_id);
    delete from outlier.held_imports as h where h.kind = 'broadcast';
  else
    v_id := null;
  end if;
  return pg_catalog.jsonb_build_object(
    'messages', v_messages, 'campaigns', v_campaigns, 'broadcast', v_id,
    'still_held', (select pg_catalog.count(*) from outlier.held_imports)
  );
end;
$$;
comment on function outlier.release_import(timestamptz) is
  'Releases the rows that an import held. Outlier looks for each message in Twilio''s log before it sends it. '
  'Schedules the campaigns whose time has not come yet. Creates the upcoming broadcast if there is none. Returns the '
  'number of messages and campaigns, the broadcast''s id, and the number of rows that are still held. Run this after '
  'the predecessor has stopped for good and after the last import. OT014: the import is too old.';
