create or replace function outlier.decide_review(
  p_review_id bigint,
  p_decision text,
  p_decided_by text default session_user,
  p_comment_id uuid default null,
  p_now timestamptz default now()
)
returns outlier.consent_reviews
language plpgsql
volatile
set search_path = ''
as $$
declare
  v_review outlier.consent_reviews;
begin
  if p_decision is null or p_decision not in ('opt_out', 'keep') then
    raise exception using
      errcode = 'OT010',
      message = pg_catalog.format('the decision "%s" does not exist', coalesce(p_decision, 'null')),
      hint = 'Use "opt_out" or "keep".';
  end if;
  select r.* into v_review from outlier.consent_reviews as r where r.id = p_review_id;
  if found then
    -- Lock the person first: all changes to one person take turns there. The person may be erased meanwhile.
    perform outlier.lock_person(v_review.phone_number, p_now);
    select r.* into v_review from outlier.consent_reviews as r where r.id = p_review_id for update;
  end if;
  if v_review.id is null then
    raise exception using
      errcode = 'OT009',
      message = pg_catalog.format('review %s does not exist', p_review_id),
      hint = 'Read the ids in outlier.consent_reviews.';
  end if;
  if v_review.decision = p_decision then
    return v_review;
  end if;
  if v_review.decision is not null then
    raise exception using
      errcode = 'OT010',
      message = pg_catalog.format(
        'review %s was already decided: %s, by %s', p_review_id, v_review.decision, v_review.decided_by
      ),
      hint = 'To change the person''s consent, comment "unsubscribe" or "resubscribe" in their conversation.';
  end if;
  update outlier.consent_reviews as r
  set decision = p_decision, decided_at = p_now, decided_by = p_decided_by
  where r.id = p_review_id
  returning r.* into v_review;
  if p_decision = 'opt_out' then
    perform outlier.set_consent(
      v_review.phone_number,
      'opt_out',
      case p_decided_by when 'the deadline' then 'deadline' else 'admin' end,
      p_decided_by,
      v_review.message,
      v_review.twilio_message_id,
      p_comment_id,
      -- At the deadline the opt-out counts from when the message was written, so that a later opt-in wins.
      case p_decided_by when 'the deadline' then v_review.said_at end,
      p_now
    );
  end if;
  perform outlier.post_to_conversation(
    v_review.conversation_id,
    case
      when p_decision = 'keep' then pg_catalog.format('%s decided that this person keeps getting texts.', p_decided_by)
      when p_decided_by = 'the deadline'
        then 'Opted out: nobody decided within ten business days whether this person wants no more texts.'
      else pg_catalog.format('%s decided that this person opts out: no more texts.', p_decided_by)
    end,
    'note', 'review:' || v_review.id, p_now => p_now
  );
  return v_review;
end;
$$;
comment on function outlier.decide_review(bigint, text, text, uuid, timestamptz) is
  'Records the decision of a review. opt_out unsubscribes the person, keep changes nothing for the person. The same '
  'decision a second time has no effect. OT009: there is no such review. OT010: there is no such decision, or another '
  'decision was made already.';
