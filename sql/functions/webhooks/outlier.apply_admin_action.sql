-- A Missive rule on an admin's comment calls this. A person made this decision, so it takes precedence over Outlier's
-- own reading of a message.
create or replace function outlier.apply_admin_action(p_event jsonb, p_kind text, p_digest bytea, p_now timestamptz)
returns void
language plpgsql
volatile
set search_path = ''
as $$
declare
  v_conversation_id uuid := outlier.json_id(p_event -> 'conversation');
  v_comment_id uuid := outlier.json_id(p_event -> 'comment');
  v_actor text := coalesce(
    outlier.json_text(p_event #> '{comment,author,name}'),
    (select u.name from outlier.users as u where u.id = outlier.json_id(p_event #> '{comment,author}')),
    'Somebody of the team'
  );
  v_numbers text[] := outlier.find_conversation_person(p_event);
  v_number text;
  v_changed boolean := false;
  v_is_so boolean;
begin
  if v_comment_id is not null and v_conversation_id is not null then
    perform outlier.apply_comment(p_event, p_digest, p_now);
  else
    perform outlier.mirror_conversation(p_event, p_digest, p_now);
  end if;
  if pg_catalog.cardinality(v_numbers) = 0 then
    raise exception using errcode = 'OT009', message = 'nobody in this conversation has a phone number';
  end if;
  -- The same comment must not decide twice.
  if exists (
    select
    from outlier.consent_events as e
    where e.comment_id = v_comment_id and e.kind = p_kind and e.source = 'admin'
  ) then
    return;
  end if;
  perform outlier.lock_person(n.phone_number, p_now)
  from (select p.phone_number from pg_catalog.unnest(v_numbers) as p (phone_number) order by p.phone_number) as n;
  foreach v_number in array v_numbers loop
    v_changed := outlier.set_consent(
      v_number,
      p_kind,
      'admin',
      v_actor,
      pg_catalog.left(outlier.json_text(p_event #> '{comment,body}'), 500),
      null,
      v_comment_id,
      null,
      p_now
    ) or v_changed;
  end loop;
  v_is_so := not exists (
    select
    from outlier.authors as a
    where a.phone_number = any (v_numbers)
      and a.unsubscribed <> (p_kind = 'opt_out')
  );
  perform outlier.post_to_conversation(
    v_conversation_id,
    outlier.consent_note(v_actor, p_kind, v_changed, v_is_so),
    'note',
    pg_catalog.format('admin_%s:%s', p_kind, coalesce(v_comment_id::text, encode(p_digest, 'hex'))),
    p_now => p_now
  );
end;
$$;
comment on function outlier.apply_admin_action(jsonb, text, bytea, timestamptz) is
  'Opts the person of a conversation out (p_kind opt_out) or back in (opt_in), because a team member decided so in a '
  'comment. OT009: nobody in the conversation has a phone number.';
