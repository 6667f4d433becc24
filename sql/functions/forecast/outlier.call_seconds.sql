create or replace function outlier.call_seconds(p_now timestamptz default now())
returns double precision
language sql
stable
set search_path = ''
as $$
  -- A call whose response was lost is recorded long after its end. It counts as 30 seconds.
  select coalesce(
    pg_catalog.avg(
      least(30, greatest(0.01, extract(epoch from latest.created_at - latest.claimed_at)))
    )::double precision,
    0.3
  )
  from (
    select s.created_at, s.claimed_at
    from (
      -- Imported messages have no claim. The limit avoids a search through millions of such rows.
      select m.created_at, m.claimed_at from outlier.message_statuses as m order by m.id desc limit 1000
    ) as s
    where s.claimed_at > p_now - interval '30 days'
      and s.claimed_at <= s.created_at
      and s.created_at <= p_now
    limit 200
  ) as latest;
$$;
comment on function outlier.call_seconds(timestamptz) is
  'Returns the duration of a call to Missive in seconds, from its claim to its record. This is the mean of 200 of the '
  'latest 1,000 messages that are at most 30 days old. 0.3 before the first call.';
-- Views call this function with the rights of their reader.
grant execute on function outlier.call_seconds(timestamptz) to outlier_reader;
