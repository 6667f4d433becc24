-- A pass shows the same refusal for a week: one that is older than what the person has said since counts no more.
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
      -- Not after the answer that tells of it: it would be newer than all that the person says afterwards.
      least(pg_catalog.max(coalesce(m.sent_at, m.made_at)), p_now) as refused_at,
      pg_catalog.min(pg_catalog.format('error %s: %s', m.error_code, c.meaning)) as words
    from pg_catalog.unnest(p_messages) as m
    inner join outlier.twilio_error_codes as c on c.code = m.error_code and c.action = 'opt_out'
    group by m.recipient
    -- In one order, so that two sessions do not wait for each other.
    order by m.recipient
  loop
    perform from outlier.authors as a where a.phone_number = v_refused.recipient
      and not a.unsubscribed for no key update;
    if found and not exists (
      -- Twilio blocks nobody who writes to us again, except with another no.
      select
      from outlier.twilio_messages as t
      where t.from_phone_number = v_refused.recipient
        and t.created_at >= v_refused.refused_at + interval '1 second'
        and (select m.meaning from outlier.classify_message_safely(t.preview, p_now) as m) is distinct from 'opt_out'
    ) and not exists (
      select from outlier.consent_events as e
      where e.phone_number = v_refused.recipient
        -- When it was said, not when it came: a START may be on its way for long. Of one within the same second
        -- nobody can tell.
        and coalesce(e.said_at, e.occurred_at)
          >= v_refused.refused_at + case when e.kind = 'opt_in' then interval '1 second' else interval '0' end
    ) then
      -- What the person has said since counts, even where it changed nothing when it came.
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
  'Unsubscribes people whom Twilio refuses because they have opted out, and returns how many that were.';
