create or replace function outlier.require_sender(p_what text)
returns void
language plpgsql
stable
set search_path = ''
as $$
begin
  if outlier.executor_setting('outlier.role') <> 'sender' then
    raise exception using
      errcode = 'OT013',
      message = pg_catalog.format(
        '%s requires the role sender; your token has the role %s', p_what, outlier.executor_setting('outlier.role')
      ),
      hint = 'Ask a person who has that role.';
  end if;
end;
$$;
comment on function outlier.require_sender(text) is
  'Raises OT013 if the current HTTP request has another role than sender. SQL sessions have no role and are allowed.';
