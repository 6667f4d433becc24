-- Decides only reviews that are older than the comment, because a webhook may arrive late, arrive twice, or be
-- replayed.
create or replace function outlier.decide_by_comment(p_event jsonb, p_digest bytea, p_now timestamptz)
returns void
language plpgsql
volatile
set search_path = ''
as $$
declare
  v_said text := outlier.normalize_message_text(outlier.json_text(p_event #> '{comment,body}'));
  v_said_at timestamptz := coalesce(outlier.json_time(p_event #> '{comment,created_at}', p_now), p_now);
  v_people text[] := outlier.find_conversation_person(p_event);
  v_review record;
begin
  if v_said is null or v_said not in ('unsubscribe', 'keep') then
    return;
  end if;
  for v_review in
    select r.id, r.phone_number
    from outlier.consent_reviews as r
    where r.decision is null
      and r.said_at <= v_said_at
      and (
        r.phone_number = any (v_people)
        -- In a group, the person who wrote last may not be the one under review.
        or r.conversation_id = outlier.json_id(p_event -> 'conversation')
      )
    order by r.phone_number
  loop
    if v_said = 'unsubscribe' and v_people = array[v_review.phone_number] then
      -- Handle the comment like an event of the rule on admins' comments. That event may arrive too. One comment
      -- decides once.
      perform outlier.apply_admin_action(p_event, 'opt_out', p_digest, p_now);
      continue;
    end if;
    perform outlier.decide_review(
      v_review.id,
      case v_said when 'keep' then 'keep' else 'opt_out' end,
      coalesce(
        outlier.json_text(p_event #> '{comment,author,name}'),
        (select u.name from outlier.users as u where u.id = outlier.json_id(p_event #> '{comment,author}')),
        'Somebody of the team'
      ),
      null,
      p_now
    );
  end loop;
end;
$$;
comment on function outlier.decide_by_comment(jsonb, bytea, timestamptz) is
  'Decides the open reviews of a conversation if a later comment says only "unsubscribe" or "keep".';
