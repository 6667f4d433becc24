-- A campaign by segments is sent in the order of phone numbers, and a file in the order of its lines. The order of a
-- broadcast is known only to its segments, so its places are mixed evenly.
create or replace function outlier.audience_places(p_batch outlier.batches, p_is_target boolean, p_now timestamptz)
returns table (
  place integer, number text, time_zone text, state text, first_until timestamptz, follow_up_until timestamptz,
  people double precision
)
language plpgsql
stable
set search_path = ''
as $$
declare
  v_authors double precision := (
    select c.reltuples from pg_catalog.pg_class as c where c.oid = 'outlier.authors'::regclass
  );
  v_people double precision := outlier.count_batch_people(p_batch);
  -- Counting a larger audience place by place would take too long, because lists of batches show forecasts. The limit
  -- is lower for the other batches that are sent at the same time.
  v_is_counted boolean := p_batch.id is null or coalesce(v_people, 0) <= case when p_is_target then 20000 else 500 end;
  v_from text;
begin
  if p_batch.segments is not null and v_is_counted then
    v_from := pg_catalog.format(
      'select '
        'case when a.phone_number like ''+1%%'' then pg_catalog.substr(a.phone_number, 3, 2)::integer else 100 end, '
        'a.phone_number, a.time_zone, a.state from (%s) as audience '
        'inner join outlier.authors as a on a.number = audience.author',
      outlier.audience_query(outlier.normalize_segments(p_batch.segments))
    );
  elsif p_batch.has_file and v_is_counted then
    v_from := pg_catalog.format(
      'select f.line / 100 as place, a.phone_number, a.time_zone, a.state '
        'from outlier.campaign_file_recipients as f inner join outlier.authors as a on a.phone_number = f.phone_number '
        'where f.campaign_id = %s and f.verdict in (''accepted'', ''extension'') '
        'and not a.unsubscribed and not a.exclude',
      p_batch.id
    );
  end if;
  if v_from is not null then
    return query execute pg_catalog.format(
      $query$
      with audience (place, phone_number, time_zone, state) as materialized (%s)
      select
        m.place, m.number, m.time_zone, m.state, m.first_until, m.follow_up_until,
        pg_catalog.count(*)::double precision
      from (
        select
          audience.place,
          case
            when audience.phone_number like '+1%%' then pg_catalog.left(audience.phone_number, 5)
            else audience.phone_number
          end as number,
          audience.time_zone,
          audience.state,
          c.first_until,
          c.follow_up_until
        from audience
        left join outlier.find_cap_ends(array(select asked.phone_number from audience as asked), $1) as c
          on c.phone_number = audience.phone_number
      ) as m
      group by 1, 2, 3, 4, 5, 6
      $query$,
      v_from
    )
    using p_now;
    return;
  end if;

  if p_batch.kind = 'broadcast' then
    -- If the segments yield fewer people, the segment Inactive fills the rest. Without that segment, the number stays
    -- at the segments' shares.
    v_people := case
      when exists (select from outlier.audience_segments as s where s.name = 'Inactive') then v_people
      else (
        select pg_catalog.sum(pg_catalog.floor(bs.ratio * p_batch.no_users / 100))
        from outlier.broadcasts_segments as bs
        where bs.broadcast_id = p_batch.id
      )
    end;
  end if;
  return query
    with sample as materialized (
      select
        case when a.phone_number like '+1%' then pg_catalog.left(a.phone_number, 5) else a.phone_number end as number,
        a.time_zone, a.state, pg_catalog.count(*)::double precision as people
      from outlier.authors as a
      tablesample system (case when v_authors > 30000 then 3000000 / v_authors else 100 end) repeatable (1)
      where not a.unsubscribed
        and not a.exclude
        and not (p_batch.kind = 'broadcast' and a.added_via_file_upload)
      group by 1, 2, 3
    ),
    eligible as materialized (
      select pg_catalog.sum(s.people) as sampled from sample as s
    )
    select
      part.place, s.number, s.time_zone, s.state, null::timestamptz, null::timestamptz,
      s.people / 20 / e.sampled
        * least(v_people, e.sampled * case when v_authors > 30000 then v_authors / 30000 else 1 end)
    from sample as s
    cross join eligible as e
    cross join pg_catalog.generate_series(1, 20) as part (place)
    where e.sampled > 0;
end;
$$;
comment on function outlier.audience_places(outlier.batches, boolean, timestamptz) is
  'Returns the places of the people of a batch that is not queued yet, in the order in which they will be queued, and '
  'the time until which a cap bars them. number: the area code, or a number abroad. For a broadcast, for more than '
  '20,000 people, and for more than 500 in a batch other than the one that is forecast, the places are those of all '
  'people who may be texted.';
-- Views call this function with the rights of their reader.
grant execute on function outlier.audience_places(outlier.batches, boolean, timestamptz) to outlier_reader;
