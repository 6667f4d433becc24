create or replace function outlier.judge_answer(p_status integer, p_written boolean)
returns text
language sql
immutable
as $$
  select case
    when p_status between 200 and 299 then 'accepted'
    when p_status = 429 then 'rate_limited'
    -- The token is wrong for all messages, so a 401 says nothing about this one.
    when p_status = 401 then 'token_refused'
    when p_status is not null then 'refused'
    -- Without an answer, a message may be sent again only if the request certainly did not leave.
    when p_written then 'unknown'
    else 'refused'
  end;
$$;
comment on function outlier.judge_answer(integer, boolean) is
  'Returns what Missive''s answer means for a message: accepted, rate_limited, token_refused, refused or unknown. '
  'p_status is the HTTP status, null if no answer came. p_written: the request may have reached Missive.';
