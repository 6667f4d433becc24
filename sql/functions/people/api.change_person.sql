-- A team member's comment in Missive has the same effect. See outlier.apply_admin_action().
create or replace function api.change_person(p_phone_number text, p_request jsonb, p_now timestamptz default now())
returns jsonb
language plpgsql
volatile
security definer
set search_path = ''
as $$
declare
  v_number text := outlier.require_phone_number(p_phone_number);
  v_decision text := outlier.request_text(p_request, 'decision', 20);
  v_reason text := outlier.request_text(p_request, 'reason', 500);
  v_is_changed boolean;
begin
  if v_decision is null or v_decision not in ('opt_out', 'opt_in') then
    raise exception using
      errcode = 'OT010',
      message = pg_catalog.format('the decision "%s" does not exist', outlier.mask_value(coalesce(v_decision, 'null'))),
      hint = 'Use "opt_out" or "opt_in".';
  end if;
  if v_decision = 'opt_in' then
    perform outlier.require_sender('opting a person back in');
  end if;
  if v_reason is null then
    raise exception using
      errcode = 'OT010',
      message = 'reason is missing',
      hint = 'Write in a few words how the person told you. Outlier keeps it in their consent history.';
  end if;
  if outlier.is_own_number(v_number) then
    raise exception using
      errcode = 'OT010',
      message = 'this is the newsroom''s own number, not the number of a person in the audience';
  end if;
  -- A person who never texted may call and opt out. The opt-out then creates the author. An opt-in creates no author.
  if v_decision = 'opt_in' and not exists (select from outlier.authors as a where a.phone_number = v_number) then
    raise exception using
      errcode = 'OT009',
      message = 'this phone number is not in the audience',
      hint = 'Check the number. A new person joins the audience by texting the newsroom.';
  end if;
  perform outlier.lock_person(v_number, p_now);
  v_is_changed := outlier.set_consent(
    v_number, v_decision, 'admin', outlier.actor_name(), v_reason, p_now => p_now
  );
  if not exists (
    select
    from outlier.authors as a
    where a.phone_number = v_number
      and a.unsubscribed = (v_decision = 'opt_out')
  ) then
    raise exception using
      errcode = 'OT010',
      message = 'this person has changed their decision in the meantime',
      hint = 'Reload their page: it shows what they wrote, and when.';
  end if;
  perform outlier.post_to_conversation(
    outlier.find_conversation(v_number),
    outlier.consent_note(outlier.actor_name(), v_decision, v_is_changed, true),
    'note',
    pg_catalog.format(
      'decision:%s',
      (select pg_catalog.max(e.id) from outlier.consent_events as e where e.phone_number = v_number)
    ),
    p_now => p_now
  );
  return outlier.person_json(v_number, p_now);
end;
$$;
comment on function api.change_person(text, jsonb, timestamptz) is
  'Opts a person out or in. p_request: {decision: "opt_out" or "opt_in", reason}. Returns what is known about the '
  'person. OT009: no one has the number, and the decision is opt_in. OT010: the number, the decision or the reason is '
  'not accepted, or the person decided otherwise since. OT013: opting in requires the role sender.';
grant execute on function api.change_person(text, jsonb, timestamptz) to outlier_executor;
