-- pg_cron calls this function each day, or an administrator calls it. Of two calls at once, the second one waits for
-- the first.
create or replace function outlier.reconcile(since timestamptz default null, p_now timestamptz default now())
returns bigint
language plpgsql
volatile
set search_path = ''
as $$
declare
  v_settings outlier.settings;
  v_since timestamptz;
  v_running outlier.reconciliations;
  v_id bigint;
  v_numbers text[];
begin
  perform outlier.ask_for_merges(p_now);
  select s.* into v_settings from outlier.settings as s;
  v_since := coalesce(reconcile.since, p_now - v_settings.reconciliation_window);
  -- Read the log of each number that sent texts since then, and of the current number, even if it sent none.
  v_numbers := array(
    select n.phone_number
    from outlier.sending_numbers as n
    where n.phone_number = v_settings.sending_phone_number
      or exists (
        select
        from outlier.message_statuses as m
        where m.created_at >= v_since
          and m.sending_phone_number = n.phone_number
      )
    order by n.phone_number = v_settings.sending_phone_number desc nulls last, n.phone_number
  );
  -- Without this lock, two calls at once would both find no running reconciliation.
  perform pg_catalog.pg_advisory_xact_lock(pg_catalog.hashtextextended('outlier reconciliation', 0));
  select r.* into v_running from outlier.reconciliations as r where r.state = 'running' for update;
  if v_running.since <= v_since then
    perform outlier.ask_for_page(v_running.id, p_now);
    return v_running.id;
  end if;
  -- There is no sending number. outlier.problems reports that.
  if pg_catalog.cardinality(v_numbers) = 0 then
    return null;
  end if;
  if v_running.id is not null then
    update outlier.reconciliations as r
    set state = 'replaced', finished_at = p_now, updated_at = p_now
    where r.id = v_running.id;
    delete from outlier.requests as r
    where r.kind in ('list_messages', 'read_message', 'read_person')
      and (r.payload ->> 'reconciliation')::bigint = v_running.id;
  end if;
  insert into outlier.reconciliations (since, phone_numbers, started_at, updated_at)
  values (v_since, v_numbers, p_now, p_now)
  returning id into v_id;
  perform outlier.ask_for_page(v_id, p_now);
  return v_id;
end;
$$;
comment on function outlier.reconcile(timestamptz, timestamptz) is
  'Starts a reconciliation: the executor reads Twilio''s log since the given time, for each number that sent texts. '
  'Returns its id. Default: settings.reconciliation_window ago. If a running reconciliation reaches as far back, it '
  'continues, and its id is returned. See outlier.reconciliation_progress. Null: no sending number is known.';
