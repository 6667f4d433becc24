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
      message = pg_catalog.format('%s takes the role sender, not %s', p_what, outlier.executor_setting('outlier.role')),
      hint = 'Ask somebody with that role.';
  end if;
end;
$$;
comment on function outlier.require_sender(text) is
  'OT013: the HTTP request that is being answered came with another role than sender. SQL sessions have no role.';
