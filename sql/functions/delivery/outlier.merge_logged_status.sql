-- The log shows Twilio's current status. It may correct a status that was derived from Missive, and replace a final
-- status with another one. A status never goes back.
create or replace function outlier.merge_logged_status(p_known text, p_logged text)
returns text
language sql
immutable
set search_path = ''
as $$
  select case
    when outlier.is_final_status(p_logged) then p_logged
    -- An unknown status has no place in this order, so it is stored as it is.
    when pg_catalog.array_position(array['accepted', 'scheduled', 'queued', 'sending', 'sent'], p_logged)
      < pg_catalog.array_position(array['accepted', 'scheduled', 'queued', 'sending', 'sent'], p_known) then p_known
    else outlier.merge_status(p_known, p_logged)
  end;
$$;
comment on function outlier.merge_logged_status(text, text) is
  'Returns the status to keep: the known one or the one in Twilio''s log.';
