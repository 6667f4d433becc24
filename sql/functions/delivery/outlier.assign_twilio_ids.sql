-- Matches by number, text and time, one to one. Of all possible pairs, takes those in which each is the nearest to the
-- other, and repeats this until no pair is left. So a first message and a follow-up with the same text stay apart, and
-- so does the same text in two broadcasts.
create or replace function outlier.assign_twilio_ids(p_messages outlier.logged_message[], p_now timestamptz)
returns integer
language plpgsql
volatile
set search_path = ''
as $$
declare
  v_window interval := (select s.twilio_match_window from outlier.settings as s);
  v_clock record;
  v_round integer;
  v_assigned integer := 0;
begin
  select clock.* into v_clock
  from (select pg_catalog.min(m.made_at) as at from pg_catalog.unnest(p_messages) as m) as first
  cross join lateral outlier.clock_allowance('twilio', first.at - v_window) as clock;
  loop
    with pairs as (
      select m.sid, s.id, pg_catalog.abs(extract(epoch from m.made_at - coalesce(s.claimed_at, s.created_at))) as apart
      from pg_catalog.unnest(p_messages) as m
      inner join outlier.message_statuses as s
        on s.recipient_phone_number = m.recipient
        -- A message is recorded after its claim. If it was recorded before the window, it was claimed before the
        -- window, too.
        and s.created_at >= m.made_at - v_window - v_clock.ahead
        -- Twilio reports whole seconds, by its own clock.
        and coalesce(s.claimed_at, s.created_at)
          between m.made_at - v_window - v_clock.ahead and m.made_at + v_clock.behind
        and s.twilio_id is null
        and outlier.collapse_white_space(s.message) = outlier.collapse_white_space(m.text)
      where not exists (select from outlier.message_statuses as known where known.twilio_id = m.sid)
        -- The logged message may be a queued one whose answer was lost.
        and not exists (
          select from outlier.queued_messages as q
          where q.recipient_phone_number = m.recipient
            and q.claim_id is not null
            and pg_catalog.abs(extract(epoch from m.made_at - q.claimed_at)) < pg_catalog.abs(
              extract(epoch from m.made_at - coalesce(s.claimed_at, s.created_at))
            )
            and outlier.collapse_white_space(q.message) = outlier.collapse_white_space(m.text)
        )
    ),
    ranked as (
      select
        p.sid,
        p.id,
        pg_catalog.row_number() over (partition by p.sid order by p.apart, p.id) as place_for_message,
        pg_catalog.row_number() over (partition by p.id order by p.apart, p.sid) as place_for_row
      from pairs as p
    )
    update outlier.message_statuses as s
    set
      twilio_id = r.sid,
      -- The status undelivered was derived only from the missing id, which exists after all.
      twilio_sent_status = case
        when s.twilio_sent_status = 'undelivered' and s.twilio_error_code is null then null
        else s.twilio_sent_status
      end,
      updated_at = p_now
    from ranked as r
    where r.id = s.id
      and r.place_for_message = 1
      and r.place_for_row = 1;
    get diagnostics v_round = row_count;
    exit when v_round = 0;
    v_assigned := v_assigned + v_round;
  end loop;
  return v_assigned;
end;
$$;
comment on function outlier.assign_twilio_ids(outlier.logged_message[], timestamptz) is
  'Sets the Twilio id of our messages that have none, from the log, by number, text and time. Returns the number of '
  'messages.';
