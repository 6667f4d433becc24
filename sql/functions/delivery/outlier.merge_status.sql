create or replace function outlier.merge_status(p_known text, p_reported text)
returns text
language sql
immutable
set search_path = ''
as $$
  select case
    when p_known in ('delivered', 'undelivered', 'failed', 'canceled', 'read', 'received', 'partially_delivered')
      then p_known
    else coalesce(p_reported, p_known)
  end;
$$;
comment on function outlier.merge_status(text, text) is
  'Returns the status to keep. A final status stays, whatever is reported after it.';
