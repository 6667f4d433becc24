-- If the token is refused, a request that must be done at some time waits for a better token. A request whose result is
-- needed now fails, so that Outlier continues without it.
create or replace function outlier.judge_request(p_kind text, p_status integer, p_written boolean)
returns text
language sql
immutable
set search_path = ''
as $$
  select case
    when p_status = 401 and p_kind in ('read_conversation', 'shorten_link', 'refresh_lookup') then 'refused'
    else outlier.judge_answer(p_status, p_written)
  end;
$$;
comment on function outlier.judge_request(text, integer, boolean) is
  'Returns the outcome of a response for a kind of request. Same as judge_answer(), except that some kinds do not '
  'wait for a better token.';
