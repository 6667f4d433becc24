-- Looks each person's texts up. A week of a large newsroom has millions of texts, and forecasts ask for some thousand
-- people only.
create or replace function outlier.find_cap_ends(p_phone_numbers text[], p_now timestamptz default now())
returns table (
  phone_number text, first_until timestamptz, follow_up_until timestamptz, queued_follow_up_until timestamptz
)
language sql
stable
set search_path = ''
as $$
  with caps as materialized (
    select p_now - case
      when s.max_batches_per_week is not null then interval '7 days'
      else interval '24 hours'
    end as since
    from outlier.settings as s
    where num_nonnulls(s.max_texts_per_day, s.max_batches_per_week) > 0
  ),
  texts as materialized (
    select s.recipient_phone_number as phone_number, s.batch_id, s.created_at
    from caps as c
    cross join pg_catalog.unnest(p_phone_numbers) as people (phone_number)
    inner join outlier.message_statuses as s
      on s.recipient_phone_number = people.phone_number
      and s.created_at > c.since
    union all
    select d.phone_number, d.batch_id, d.created_at
    from outlier.direct_texts as d
    where d.created_at > p_now - interval '7 days'
      and d.purpose = 'test'
      and d.state in ('waiting', 'sent', 'unknown')
  ),
  days as (
    select t.phone_number, pg_catalog.array_agg(t.created_at order by t.created_at desc) as times
    from texts as t
    group by t.phone_number
  ),
  weeks as (
    select by_batch.phone_number, pg_catalog.array_agg(by_batch.latest order by by_batch.latest desc) as times
    from (
      select t.phone_number, t.batch_id, pg_catalog.max(t.created_at) as latest
      from texts as t
      group by t.phone_number, t.batch_id
    ) as by_batch
    group by by_batch.phone_number
  )
  select
    d.phone_number,
    greatest(
      d.times[s.max_texts_per_day] + interval '24 hours',
      w.times[s.max_batches_per_week] + interval '7 days'
    ),
    d.times[s.max_texts_per_day - 1] + interval '24 hours',
    d.times[s.max_texts_per_day] + interval '24 hours'
  from days as d
  inner join weeks as w on w.phone_number = d.phone_number
  cross join outlier.settings as s
  where greatest(
    d.times[s.max_texts_per_day] + interval '24 hours',
    w.times[s.max_batches_per_week] + interval '7 days',
    d.times[s.max_texts_per_day - 1] + interval '24 hours'
  ) > p_now;
$$;
comment on function outlier.find_cap_ends(text[], timestamptz) is
  'Returns those of the given people whom a cap bars from another batch because of their earlier texts. first_until: '
  'end of the bar for a first message. follow_up_until: end for the follow-up after that message. '
  'queued_follow_up_until: end for a follow-up whose first message is among the earlier texts. People whom no cap bars '
  'are left out. May also return people with a recent test who were not asked for.';
-- Views call this function with the rights of their reader.
grant execute on function outlier.find_cap_ends(text[], timestamptz) to outlier_reader;
