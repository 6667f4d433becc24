-- If the batch lists the person, the reason is recorded. Otherwise it is derived from the current data.
create or replace function outlier.find_reason_not_sent(
  p_batch outlier.batches,
  p_phone_number text,
  p_yielding bigint[] default null
)
returns text
language plpgsql
volatile
set search_path = ''
as $$
declare
  v_author outlier.authors;
  v_listed outlier.recipients;
  v_segment bigint;
begin
  select r.* into v_listed
  from outlier.recipients as r
  where r.batch_id = p_batch.id
    and r.phone_number = p_phone_number;
  if found then
    return v_listed.reason;
  end if;
  if exists (
    select
    from outlier.message_statuses as s
    where s.batch_id = p_batch.id
      and s.recipient_phone_number = p_phone_number
  ) or exists (
    select
    from outlier.queued_messages as q
    where q.batch_id = p_batch.id
      and q.recipient_phone_number = p_phone_number
  ) then
    return null;
  end if;

  select a.* into v_author from outlier.authors as a where a.phone_number = p_phone_number;
  if v_author.phone_number is null then
    return 'invalid_number';
  elsif v_author.unsubscribed then
    return 'unsubscribed';
  elsif v_author.exclude then
    return 'excluded';
  elsif v_author.added_via_file_upload and p_batch.kind = 'broadcast' then
    return 'added_via_file_upload';
  elsif p_batch.started_at is null then
    return case p_batch.state when 'cancelled' then 'cancelled' else 'not_sent' end;
  elsif p_batch.has_file then
    return 'not_in_file';
  elsif p_batch.kind = 'campaign' then
    return case
      when p_batch.segments is null or not outlier.is_in_segments(p_batch.segments -> 'included', p_phone_number)
        then 'not_in_segment'
      when outlier.is_excluded(p_batch.segments, p_phone_number) then 'excluded_segment'
      else 'joined_later'
    end;
  end if;
  for v_segment in
    select s.id
    from outlier.audience_segments as s
    left join outlier.broadcasts_segments as bs on bs.segment_id = s.id and bs.broadcast_id = p_batch.id
    where bs.segment_id is not null
      or s.name = 'Inactive'
    order by s.id
  loop
    if coalesce(v_segment = any (p_yielding), outlier.is_in_segment(v_segment, p_phone_number)) then
      return 'beyond_share';
    end if;
  end loop;
  return 'not_in_segment';
end;
$$;
comment on function outlier.find_reason_not_sent(outlier.batches, text, bigint[]) is
  'Returns the reason why a person did not get the first message of a batch, as one word. Null: the person got it, or '
  'it waits. p_yielding: the segments of broadcasts that yield the person. If p_yielding is null, this function runs '
  'their queries. OT003: a query failed.';
