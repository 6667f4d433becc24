create or replace function outlier.consent_note(p_actor text, p_kind text, p_is_changed boolean, p_is_so boolean)
returns text
language sql
immutable
set search_path = ''
as $$
  select pg_catalog.format(
    case
      when p_kind = 'opt_out' and not p_is_so
        then '%s unsubscribed this person, who has asked for texts again since then. The person still gets texts.'
      when not p_is_so then '%s resubscribed this person, who has opted out since: no more texts.'
      when p_kind = 'opt_out' and p_is_changed then '%s unsubscribed this person: no more texts.'
      when p_kind = 'opt_out' then '%s unsubscribed this person, who was unsubscribed already.'
      when p_is_changed then '%s resubscribed this person: texts come again.'
      else '%s resubscribed this person, who was subscribed already.'
    end,
    p_actor
  );
$$;
comment on function outlier.consent_note(text, text, boolean, boolean) is
  'Returns the text that is posted to a conversation after a team member decided that a person opts out (p_kind '
  'opt_out) or back in (opt_in). p_is_changed: the decision changed the consent. p_is_so: the consent is now as '
  'decided.';
