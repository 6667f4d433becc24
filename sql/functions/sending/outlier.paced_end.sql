-- A lower bound by the limits alone: so many messages need so many full windows of each limit.
create or replace function outlier.paced_end(
  p_token text,
  p_messages bigint,
  p_start timestamptz,
  p_is_urgent boolean,
  p_now timestamptz
)
returns timestamptz
language sql
stable
set search_path = ''
as $$
  select greatest(p_start, p_now) + coalesce(
    pg_catalog.max(
      pg_catalog.floor(
        (greatest(p_messages, 1) - 1 + (
          select coalesce(pg_catalog.sum(u.calls), 0)
          from outlier.quota_uses as u
          where u.quota = l.quota
            and u.until > greatest(p_start, p_now) - l.per
        ))::numeric / outlier.open_to(p_is_urgent, l.calls, l.quota)
      )::double precision * l.per
    ),
    interval '0'
  )
  from outlier.tokens as t
  inner join outlier.quota_limits as l on l.quota = t.quota
  where t.name = p_token;
$$;
comment on function outlier.paced_end(text, bigint, timestamptz, boolean, timestamptz) is
  'When so many messages that start then can all have been sent with a token, by its quota.';
-- Views call it with their reader's rights.
grant execute on function outlier.paced_end(text, bigint, timestamptz, boolean, timestamptz) to outlier_reader;
