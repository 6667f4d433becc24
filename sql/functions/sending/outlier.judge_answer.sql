create or replace function outlier.judge_answer(p_status integer, p_written boolean)
returns text
language sql
immutable
as $$
  select case
    when p_status between 200 and 299 then 'accepted'
    when p_status = 429 then 'rate_limited'
    -- Says nothing about the message: the token is wrong for all of them.
    when p_status = 401 then 'token_refused'
    when p_status is not null then 'refused'
    -- No answer: only what is known not to have left may be sent again.
    when p_written then 'unknown'
    else 'refused'
  end;
$$;
comment on function outlier.judge_answer(integer, boolean) is
  'What an answer of Missive means for a message: its HTTP status (null: none came) and whether the request may have '
  'reached Missive.';
