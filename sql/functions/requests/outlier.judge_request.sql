-- A token that is refused holds up what must be done some time. What something waits for now goes on without the
-- answer.
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
  'What an answer means for a request of a kind: as judge_answer, except that some do not wait for a better token.';
