-- Messages are judged at the claim and not when they are queued, so that everything that has happened since counts.
-- One statement judges all messages of a claim. It looks up contact hours by place, because five hundred people live
-- in a few dozen places.
create or replace function outlier.judge_messages(p_is_second boolean, p_ids bigint[], p_now timestamptz)
returns table (id bigint, reason text, until timestamptz)
language plpgsql
stable
set search_path = ''
as $$
#variable_conflict use_column
begin
  return query
    with picked as materialized (
      select
        q,
        b.run_at + b.send_within as ends_at,
        coalesce(b.segments, b.inherited_exclusion) as segments,
        a.phone_number as author,
        a.unsubscribed,
        a.exclude,
        a.added_via_file_upload and b.kind = 'broadcast' as is_from_file,
        case
          when b.exempt_reason is null then
            -- find_place() uses only the area code of a North American number.
            case
              when q.recipient_phone_number like '+1%' then pg_catalog.left(q.recipient_phone_number, 5)
              else q.recipient_phone_number
            end || ' ' || coalesce(a.time_zone, '') || ' ' || coalesce(a.state, '')
        end as place
      from outlier.queued_messages as q
      inner join outlier.batches as b on b.id = q.batch_id
      left join outlier.authors as a on a.phone_number = q.recipient_phone_number
      where q.is_second = p_is_second
        and q.id = any (p_ids)
    ),
    places as materialized (
      select d.place, p.states, p.time_zones
      from (select distinct m.place from picked as m where m.place is not null) as d
      cross join lateral outlier.find_place(
        pg_catalog.split_part(d.place, ' ', 1),
        nullif(pg_catalog.split_part(d.place, ' ', 2), ''),
        nullif(pg_catalog.split_part(d.place, ' ', 3), '')
      ) as p
    ),
    windows as materialized (
      select d.states, d.time_zones, w.is_open, w.until
      from (select distinct p.states, p.time_zones from places as p) as d
      cross join lateral outlier.contact_window(d.states, d.time_zones, p_now) as w
    ),
    hours as materialized (
      select p.place, w.is_open, w.until
      from places as p
      inner join windows as w on w.states = p.states and w.time_zones = p.time_zones
    ),
    judged as (
      select
        (m.q).id,
        case
          when m.author is null then 'invalid_number'
          when m.unsubscribed then 'unsubscribed'
          when m.exclude then 'excluded'
          when m.is_from_file then 'added_via_file_upload'
          -- Look for one row. With "exists", the planner may read the statuses of the whole table.
          when (
            select true
            from outlier.message_statuses as s
            where s.batch_id = (m.q).batch_id
              and s.recipient_phone_number = (m.q).recipient_phone_number
              and s.is_second = p_is_second
            limit 1
          ) then 'duplicate'
          when p_is_second and (
            select true
            from outlier.message_statuses as s
            inner join outlier.twilio_messages as t
              on t.from_phone_number = (m.q).recipient_phone_number
              and t.created_at >= outlier.earliest_missive_time(s.claimed_at)
            where s.recipient_phone_number = (m.q).recipient_phone_number
              and not s.is_second
              and s.batch_id = (m.q).batch_id
            limit 1
          ) then 'answered'
          when m.ends_at <= p_now then 'expired'
          when not h.is_open then 'hold'
          when m.segments is not null then outlier.judge_exclusion(m.q, p_now)
        end as reason,
        h.until,
        m.ends_at
      from picked as m
      left join hours as h on h.place = m.place
    )
    select
      j.id,
      j.reason,
      case
        -- If the contact hours never open, check again tomorrow, because somebody may have changed them.
        when j.reason = 'hold' then least(coalesce(j.until, p_now + interval '1 day'), j.ends_at)
        else least(j.until, j.ends_at)
      end
    from judged as j;
end;
$$;
comment on function outlier.judge_messages(boolean, bigint[], timestamptz) is
  'Judges whether queued messages may be sent now. Returns a reason for each. Null: it may be sent until the time '
  '"until". hold: contact hours are closed; "until" is when they open or the batch expires. check: Outlier must '
  'request labels from Missive first. Any other reason is one of recipients: the message must not be sent.';
