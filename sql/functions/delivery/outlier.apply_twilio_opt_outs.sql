-- Reconciliations show the same refusal for a week. A refusal that is older than the person's latest statement does
-- not count.
create or replace function outlier.apply_twilio_opt_outs(p_messages outlier.logged_message[], p_now timestamptz)
returns integer
language plpgsql
volatile
set search_path = ''
as $$
declare
  v_refused record;
  v_count integer := 0;
begin
  for v_refused in
    select
      m.recipient,
      -- The refusal cannot be later than the answer that reports it. Otherwise it would count as newer than everything
      -- that the person says afterwards.
      least(pg_catalog.max(coalesce(m.sent_at, m.made_at)), p_now) as refused_at,
      pg_catalog.min(pg_catalog.format('error %s: %s', m.error_code, c.meaning)) as words
    from pg_catalog.unnest(p_messages) as m
    inner join outlier.twilio_error_codes as c on c.code = m.error_code and c.action = 'opt_out'
    group by m.recipient
    -- Lock in one order, to avoid deadlocks.
    order by m.recipient
  loop
    perform from outlier.authors as a where a.phone_number = v_refused.recipient
      and not a.unsubscribed for no key update;
    if found and not exists (
      -- Twilio does not block a person who writes to us again, unless the message is another opt-out.
      select
      from outlier.twilio_messages as t
      where t.from_phone_number = v_refused.recipient
        and t.created_at >= v_refused.refused_at + interval '1 second'
        and (select m.meaning from outlier.classify_message_safely(t.preview, p_now) as m) is distinct from 'opt_out'
    ) and not exists (
      select from outlier.consent_events as e
      where e.phone_number = v_refused.recipient
        -- Compare with the time of the statement and not of its arrival, because a START may arrive late. Within the
        -- same second, the order is unknown.
        and coalesce(e.said_at, e.occurred_at)
          >= v_refused.refused_at + case when e.kind = 'opt_in' then interval '1 second' else interval '0' end
    ) then
      -- A later message of the person counts, even if it changed nothing when it arrived.
      if outlier.set_consent(
        v_refused.recipient, 'opt_out', 'twilio', 'Twilio', v_refused.words,
        p_said_at => v_refused.refused_at, p_now => p_now
      ) then
        v_count := v_count + 1;
      end if;
    end if;
  end loop;
  return v_count;
end;
$$;
comment on function outlier.apply_twilio_opt_outs(outlier.logged_message[], timestamptz) is
  'Unsubscribes people whom Twilio refuses because they have opted out. Returns the number of people.';
