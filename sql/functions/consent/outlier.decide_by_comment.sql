create or replace function outlier.decide_by_comment(p_event jsonb, p_digest bytea, p_now timestamptz)
returns void
language plpgsql
volatile
set search_path = ''
as $$
declare
  v_said text := outlier.normalize_message_text(outlier.json_text(p_event #> '{comment,body}'));
  v_review record;
begin
  if v_said is null or v_said not in ('unsubscribe', 'keep') then
    return;
  end if;
  for v_review in
    select r.id
    from outlier.consent_reviews as r
    where r.decision is null
      and r.phone_number = any (outlier.person_in_conversation(p_event))
    order by r.phone_number
  loop
    if v_said = 'unsubscribe' then
      -- As if the rule on admins' comments had told of it, which may come too: one comment decides once.
      perform outlier.apply_admin_action(p_event, 'opt_out', p_digest, p_now);
      return;
    end if;
    perform outlier.decide_review(
      v_review.id,
      'keep',
      coalesce(
        outlier.json_text(p_event #> '{comment,author,name}'),
        (select u.name from outlier.users as u where u.id = outlier.json_id(p_event #> '{comment,author}')),
        'Somebody of the team'
      ),
      outlier.json_id(p_event -> 'comment'),
      p_now
    );
  end loop;
end;
$$;
comment on function outlier.decide_by_comment(jsonb, bytea, timestamptz) is
  'Decides the open reviews of a conversation where a comment says "unsubscribe" or "keep", and nothing else.';
