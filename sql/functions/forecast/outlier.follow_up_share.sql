create or replace function outlier.follow_up_share(p_now timestamptz default now())
returns double precision
language sql
stable
set search_path = ''
as $$
  select coalesce(
    (
      select case
        when pg_catalog.sum(measured.people) >= 50
          then 1 - pg_catalog.sum(measured.without) / pg_catalog.sum(measured.people)
      end
      from (
        select b.id
        from outlier.batches as b
        where b.state = 'done'
          and b.second_message is not null
          and b.finished_at <= p_now
        order by b.finished_at desc
        limit 3
      ) as earlier
      cross join lateral (
        select
          pg_catalog.count(*) as people,
          pg_catalog.count(*) filter (
            where r.follow_up_reason in ('answered', 'unsubscribed', 'excluded')
          ) as without
        from (
          select listed.reason, listed.follow_up_reason
          from outlier.recipients as listed
          where listed.batch_id = earlier.id
          limit 5000
        ) as r
        where r.reason is null
      ) as measured
    ),
    1
  )::double precision;
$$;
comment on function outlier.follow_up_share(timestamptz) is
  'Returns the share of a batch''s people who get the follow-up, from 0 to 1. They have neither answered nor opted '
  'out before. Measured in the latest three batches with a follow-up. 1 if these reached fewer than 50 people.';
-- Views call this function with the rights of their reader.
grant execute on function outlier.follow_up_share(timestamptz) to outlier_reader;
