-- An opt-out cancels all waiting messages of the person in the same transaction, in each queue and whenever they were
-- queued. The latest statement counts, in whatever order statements arrive. Decisions that have only our own time are
-- ordered by it. Missive reports whole seconds. If a yes and a no have the same second, the no counts.
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
  -- An opposite statement wins if it was made at this time or later.
  v_beaten_from timestamptz := v_second + case when p_kind = 'opt_in' then interval '0' else interval '1 second' end;
  v_changed boolean := false;
  v_counts boolean := false;
begin
  -- Our own sending number is not a person's, so it has no consent.
  if outlier.is_own_number(p_phone_number) then
    return false;
  end if;
  -- All changes to one person take turns on this row.
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
    -- A message that changed nothing when it arrived has no consent event, but it still counts.
    select
    from outlier.twilio_messages as t
    where t.from_phone_number = p_phone_number
      and t.created_at >= v_beaten_from
      and (select m.meaning from outlier.classify_message_safely(t.preview, p_now) as m)
        = case p_kind when 'opt_in' then 'opt_out' else 'opt_in' end
  ) then
    -- This function writes the event itself below: see tg_authors__record_consent.
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
  -- Record an opt-in even if it changed nothing. Twilio may report an older opt-out later.
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
  'Records that a person opts out (p_kind opt_out) or back in (opt_in), unless the person said the opposite later. An '
  'opt-out cancels the person''s waiting messages. Returns whether the consent changed. p_said_at is the time of the '
  'statement. Null: now.';
