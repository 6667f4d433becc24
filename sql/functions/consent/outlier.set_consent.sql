-- Whatever waits for a person who opts out goes with the same transaction, whichever queue it is in and whenever it
-- was put there. What was said last counts, in whatever order it arrives. Decisions that only our own clock knows
-- come in its order. Missive tells time in whole seconds: of a yes and a no within the same second nobody can tell
-- which was last, and the no counts.
create or replace function outlier.set_consent(
  p_phone_number text,
  p_kind text,
  p_source text,
  p_actor text default null,
  p_words text default null,
  p_twilio_message_id uuid default null,
  p_comment_id uuid default null,
  p_said_at timestamptz default null,
  p_now timestamptz default now()
)
returns boolean
language plpgsql
volatile
set search_path = ''
as $$
declare
  v_second timestamptz := pg_catalog.date_trunc('second', coalesce(p_said_at, p_now));
  -- The other side wins from here on.
  v_beaten_from timestamptz := v_second + case when p_kind = 'opt_in' then interval '0' else interval '1 second' end;
  v_changed boolean := false;
  v_counts boolean := false;
begin
  -- Our own number belongs to nobody who could want texts or not.
  if outlier.is_own_number(p_phone_number) then
    return false;
  end if;
  -- Everything about one person takes turns here.
  perform from outlier.authors as a where a.phone_number = p_phone_number for no key update;
  if not exists (
    select
    from outlier.consent_events as e
    where e.phone_number = p_phone_number
      and e.kind <> p_kind
      and case
        when e.said_at is null and p_said_at is null then e.occurred_at > p_now
        else coalesce(e.said_at, e.occurred_at) >= v_beaten_from
      end
  ) and not exists (
    -- What changed nothing when it came is no event, but was said all the same.
    select
    from outlier.twilio_messages as t
    where t.from_phone_number = p_phone_number
      and t.created_at >= v_beaten_from
      and (select m.meaning from outlier.classify_message_safely(t.preview, p_now) as m)
        = case p_kind when 'opt_in' then 'opt_out' else 'opt_in' end
  ) then
    -- The event is written below: see tg_authors__record_consent.
    perform pg_catalog.set_config('outlier.consent_is_recorded', 'on', true);
    update outlier.authors as a
    set unsubscribed = (p_kind = 'opt_out'), updated_at = greatest(a.updated_at, p_now)
    where a.phone_number = p_phone_number
      and a.unsubscribed is distinct from (p_kind = 'opt_out');
    v_changed := found;
    perform pg_catalog.set_config('outlier.consent_is_recorded', 'off', true);
    if p_kind = 'opt_out' then
      perform outlier.drop_messages_of_person(p_phone_number, null, 'unsubscribed');
    end if;
    perform outlier.close_reviews(
      array[p_phone_number],
      case p_kind when 'opt_out' then 'opt_out' else 'keep' end,
      coalesce(p_actor, case p_source when 'message' then 'the person' else p_source end),
      v_second,
      p_now
    );
    v_counts := true;
  end if;
  -- An opt-in is on record even where it changed nothing: it is newer than a refusal that Twilio tells of later.
  if v_counts or p_kind = 'opt_out' then
    insert into outlier.consent_events (
      phone_number, kind, source, actor, words, twilio_message_id, comment_id, said_at, occurred_at
    )
    values (p_phone_number, p_kind, p_source, p_actor, p_words, p_twilio_message_id, p_comment_id, p_said_at, p_now);
  end if;
  return v_changed;
end;
$$;
comment on function outlier.set_consent(text, text, text, text, text, uuid, uuid, timestamptz, timestamptz) is
  'Records that a person opts out (p_kind opt_out) or back in (opt_in), unless they said otherwise later, cancels '
  'what waits for one who opts out, and returns whether that changed something. p_said_at: when it was said; '
  'null: now.';
