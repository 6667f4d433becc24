-- The caller holds lock_caps(). If a person has two messages, only the first is judged. The second is judged when the
-- first is under way and counts.
create or replace function outlier.judge_caps(p_is_second boolean, p_ids bigint[], p_now timestamptz)
returns table (id bigint, verdict text)
language plpgsql
stable
set search_path = ''
as $$
#variable_conflict use_column
begin
  return query
    select
      m.id,
      case
        when m.exempt_reason is not null then null
        when m.place > 1 then 'later'
        when not m.may_have_texts then null
        when s.max_texts_per_day <= (
          select pg_catalog.count(*)
          from outlier.find_counted_texts(m.recipient_phone_number, p_now - interval '24 hours')
        ) then 'frequency_cap'
        when s.max_batches_per_week <= (
          select pg_catalog.count(distinct t.batch_id)
          from outlier.find_counted_texts(m.recipient_phone_number, p_now - interval '7 days') as t
          where t.batch_id <> m.batch_id
        ) then 'frequency_cap'
      end
    from (
      select
        q.id, q.batch_id, q.recipient_phone_number, b.exempt_reason,
        pg_catalog.row_number() over (
          partition by q.recipient_phone_number order by b.exempt_reason is null, q.due_at, q.id
        ) as place,
        -- Most people have had no text lately, and authors.last_texted_at shows that.
        coalesce(a.last_texted_at > p_now - interval '7 days', false)
          or exists (select from outlier.late_touches)
          or coalesce(
            (
              select true
              from outlier.queued_messages as under_way
              where under_way.recipient_phone_number = q.recipient_phone_number
                and under_way.claim_id is not null
              limit 1
            ),
            (
              select true
              from outlier.direct_texts as d
              where d.phone_number = q.recipient_phone_number
                and d.purpose = 'test'
              limit 1
            ),
            false
          ) as may_have_texts
      from outlier.queued_messages as q
      inner join outlier.batches as b on b.id = q.batch_id
      left join outlier.authors as a on a.phone_number = q.recipient_phone_number
      where q.is_second = p_is_second
        and q.id = any (p_ids)
    ) as m
    cross join outlier.settings as s;
end;
$$;
comment on function outlier.judge_caps(boolean, bigint[], timestamptz) is
  'Judges whether settings.max_texts_per_day and max_batches_per_week allow queued messages now. frequency_cap: they '
  'do not. later: another message to the same person goes first. Null: the message may go. Messages of exempt batches '
  'are always allowed.';
