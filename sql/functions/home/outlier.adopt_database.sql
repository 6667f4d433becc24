create or replace function outlier.adopt_database(waiting text, p_now timestamptz default now())
returns jsonb
language plpgsql
volatile
set search_path = ''
as $$
declare
  v_was text := outlier.describe_copy();
  v_before outlier.home;
  v_beat outlier.heartbeat;
  v_batch record;
  v_batches integer := 0;
  v_failover bigint;
begin
  if waiting is null or waiting not in ('keep', 'hold', 'cancel') then
    raise exception using
      errcode = 'OT010',
      message = pg_catalog.format('waiting must be keep, hold or cancel, not %L', waiting),
      hint = 'keep: production was moved or restored, and continues here. '
        'hold: batches are paused until somebody decides. '
        'cancel: this is a copy for tests, and must not send its waiting messages.';
  end if;
  select h.* into v_before from outlier.home as h for update;
  if v_was is null then
    raise exception using
      errcode = 'OT005',
      message = 'this database is not a copy: there is nothing to adopt',
      hint = 'Read in outlier.home which server and database it belongs to.';
  end if;
  if v_before.strange_installation is not null then
    update outlier.settings as s set installation = v_before.strange_installation;
  end if;
  update outlier.home as h
  set
    server = outlier.server_identity(),
    database_oid = (select d.oid from pg_catalog.pg_database as d where d.datname = pg_catalog.current_database()),
    strange_installation = null,
    adopted_at = p_now;

  if waiting in ('hold', 'cancel') then
    -- A slot of the weekly schedule would start the upcoming broadcast.
    update outlier.broadcasts as b set run_at = null where b.state = 'scheduled' and b.run_at is not null;
    update outlier.broadcast_settings as bs set active = false where bs.active;
    for v_batch in
      select b.id, b.state
      from outlier.batches as b
      where b.state in ('sending', 'paused')
        or b.state = 'scheduled' and b.kind = 'campaign'
      order by b.id
    loop
      if waiting = 'cancel' then
        perform outlier.cancel_batch(v_batch.id, p_now);
      elsif v_batch.state = 'sending' then
        perform outlier.pause_batch(v_batch.id);
      elsif v_batch.state = 'scheduled' then
        update outlier.batches as b
        set state = 'missed', error = 'The database was adopted with hold. Give the campaign a new time.'
        where b.id = v_batch.id;
      end if;
      v_batches := v_batches + 1;
    end loop;
  end if;
  if waiting = 'cancel' then
    -- These requests are answers, posts and labels for people and conversations of the other database. A call that was
    -- in progress when the copy was made would be repeated from here when its lease expires.
    delete from outlier.requests as r;
  end if;

  -- The other database may have sent messages and received opt-outs since this copy was made.
  select h.* into v_beat from outlier.heartbeat as h for update;
  if waiting <> 'cancel' and v_beat.beat_at is not null then
    v_failover := outlier.notice_failover(v_beat, outlier.server_timeline(), p_now);
  end if;
  update outlier.heartbeat as h set timeline = outlier.server_timeline(), beat_at = p_now;

  insert into outlier.audit_log (actor, address, action, kind, object_id, before, after)
  values (
    outlier.current_actor(), outlier.current_address(), 'adopted', 'database', pg_catalog.current_database(),
    pg_catalog.to_jsonb(v_before) - 'is_only_row',
    pg_catalog.jsonb_build_object('was_a_copy_of', v_was, 'waiting', waiting, 'batches', v_batches)
  );
  perform outlier.wake_executor();
  return pg_catalog.jsonb_build_object(
    'was_a_copy_of', v_was, 'waiting', waiting, 'batches', v_batches, 'failover', v_failover
  );
end;
$$;
comment on function outlier.adopt_database(text, timestamptz) is
  'Makes the current server and database the home of this installation, so that it sends again. The first argument '
  'says what happens to everything that waits. keep: it continues, after Outlier has read from Twilio what went out '
  'since the copy was made. hold: batches are paused, scheduled campaigns need a new time, and the weekly schedule is '
  'switched off. cancel: all of it is cancelled, and waiting posts and labels are dropped. The audit log records the '
  'call. OT005: the database is at home already.';
