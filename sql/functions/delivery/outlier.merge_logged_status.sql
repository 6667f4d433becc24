-- The log is Twilio's own word, as it stands now: it may correct what was concluded from Missive, and a final status
-- with another one, but nothing goes back.
create or replace function outlier.merge_logged_status(p_known text, p_logged text)
returns text
language sql
immutable
set search_path = ''
as $$
  select case
    when outlier.is_final_status(p_logged) then p_logged
    -- A word that we do not know has no place in this order, and is kept as it is.
    when pg_catalog.array_position(array['accepted', 'scheduled', 'queued', 'sending', 'sent'], p_logged)
      < pg_catalog.array_position(array['accepted', 'scheduled', 'queued', 'sending', 'sent'], p_known) then p_known
    else outlier.merge_status(p_known, p_logged)
  end;
$$;
comment on function outlier.merge_logged_status(text, text) is
  'The status to keep of the one that is known and the one that Twilio''s log shows.';
