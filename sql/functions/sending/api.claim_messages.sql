-- Each claim locks the row of its quota, so claims on one quota run one after the other. If the session dies before
-- the commit, the claim is rolled back. After the commit, the messages have a lease. If one message makes the claim
-- fail, this function sets that message aside and claims the others.
create or replace function api.claim_messages(
  p_queue text,
  p_worker text,
  p_limit integer,
  p_now timestamptz default now()
)
returns jsonb
language plpgsql
volatile
security definer
set search_path = ''
-- A session plans each statement once, perhaps while the tables are still empty. Only index look-ups stay fast when
-- the tables fill.
set plan_cache_mode = force_generic_plan
set enable_seqscan = off
set enable_hashjoin = off
set enable_mergejoin = off
-- A disabled scan type costs 10,000,000,000 in the planner. With jit on, PostgreSQL would compile the statement
-- because of that cost.
set jit = off
as $$
declare
  v_is_second boolean := outlier.is_second_queue(p_queue);
  v_settings outlier.settings;
  v_quota outlier.quotas;
  v_claim_id bigint := pg_catalog.nextval('outlier.claim_id_seq');
  v_is_urgent boolean;
  v_left integer;
  v_rounds integer := 0;
  v_due timestamptz;
  v_picked bigint[];
  v_id bigint;
  v_messages jsonb;
  v_all jsonb := jsonb '[]';
  v_next timestamptz;
  v_state text;
  v_message text;
begin
  select s.* into v_settings from outlier.settings as s;
  if not outlier.record_heartbeat(p_now) then
    return pg_catalog.jsonb_build_object('messages', v_all);
  end if;
  if exists (select from outlier.failovers as f where f.state <> 'done') then
    perform outlier.advance_failovers(p_now);
    -- Outlier still reads Twilio's log after a failover. Until it has, a message may have gone out already, and its
    -- recipient may have opted out.
    if exists (select from outlier.failovers as f where f.state = 'reading') then
      return pg_catalog.jsonb_build_object('messages', v_all);
    end if;
  end if;
  perform outlier.expire_new_leases(p_now);
  if v_settings.sending_stopped is distinct from false or v_settings.sending_phone_number is null then
    return pg_catalog.jsonb_build_object('messages', v_all);
  end if;
  perform outlier.keep_sending_number(v_settings.sending_phone_number, p_now);
  if v_settings.organization_id is null then
    perform outlier.pause_unlabelled_batches(p_now);
  end if;

  select q.* into strict v_quota
  from outlier.tokens as t
  inner join outlier.quotas as q on q.name = t.quota
  where t.name = p_queue
  for no key update of q;
  -- Urgent messages may use the whole quota. The other messages may use the part that is not reserved for urgent ones.
  foreach v_is_urgent in array array[true, false] loop
    -- Nearly always, no urgent batch is being sent.
    continue when v_is_urgent and not exists (
      select from outlier.batches as b where b.state = 'sending' and b.priority = 'urgent'
    );
    -- quota_allowance already counts the messages that this claim has taken, as calls under way.
    v_left := least(
      p_limit - pg_catalog.jsonb_array_length(v_all), outlier.quota_allowance(v_quota, v_is_urgent, p_now)
    );
    while v_left > 0 loop
      v_picked := outlier.pick_due_messages(v_is_second, v_is_urgent, v_left, p_now);
      exit when v_picked is null;
      -- The claimed messages leave when this transaction commits. Without this limit, thousands of messages that
      -- cannot be sent would delay them.
      v_rounds := v_rounds + 1;
      exit when v_rounds > 20;
      v_messages := jsonb '[]';
      begin
        v_messages := outlier.claim_picked_messages(v_is_second, v_picked, v_claim_id, p_worker, p_now);
      exception
        when others then
          get stacked diagnostics v_state = returned_sqlstate;
          if outlier.is_unrelated_to_row(v_state) then
            raise;
          end if;
          foreach v_id in array v_picked loop
            begin
              v_messages := v_messages
                || outlier.claim_picked_messages(v_is_second, array[v_id], v_claim_id, p_worker, p_now);
            exception
              when others then
                get stacked diagnostics v_state = returned_sqlstate, v_message = message_text;
                if outlier.is_unrelated_to_row(v_state) then
                  raise;
                end if;
                perform outlier.set_message_aside(v_is_second, v_id, v_state, v_message, p_now);
            end;
          end loop;
      end;
      v_all := v_all || v_messages;
      v_left := v_left - pg_catalog.jsonb_array_length(v_messages);
    end loop;
  end loop;

  -- The claim returns fewer messages than the executor asked for, so tell the executor when to ask again.
  if pg_catalog.jsonb_array_length(v_all) < p_limit then
    foreach v_is_urgent in array array[true, false] loop
      v_due := outlier.next_due_at(v_is_second, v_is_urgent, p_now);
      if v_due <= p_now then
        -- Messages are due now. Either the quota is exhausted, or another session has locked the rows for a moment.
        v_due := coalesce(outlier.quota_free_at(v_quota, v_is_urgent, p_now), p_now + interval '1 second');
      end if;
      v_next := least(v_next, v_due);
    end loop;
    if v_rounds > 20 then
      v_next := p_now;
    end if;
  end if;
  return pg_catalog.jsonb_build_object(
    'claimId', v_claim_id,
    'claimedAt', p_now,
    'leaseMilliseconds', (extract(epoch from v_settings.lease) * 1000)::bigint,
    'from', v_settings.sending_phone_number,
    'organization', v_settings.organization_id,
    'messages', v_all,
    'wakeInMilliseconds', pg_catalog.ceil(extract(epoch from v_next - p_now) * 1000)::bigint
  );
end;
$$;
comment on function api.claim_messages(text, text, integer, timestamptz) is
  'Claims up to p_limit due messages of a queue for a worker, under a lease and within the quota. Returns the '
  'messages and when to ask again. Drops messages whose recipient may no longer be texted. Postpones messages whose '
  'recipients'' contact hours are closed. OT008: there is no such queue.';
grant execute on function api.claim_messages(text, text, integer, timestamptz) to outlier_executor;
