-- Of people whom a batch lists the reason is on record. Of everybody else it follows from the data as they are now.
create or replace function outlier.why_not(phone_number text, batch_id bigint)
returns text
language plpgsql
volatile
set search_path = ''
as $$
declare
  v_number text := outlier.known_phone_number(why_not.phone_number);
  v_batch outlier.batches;
  v_author outlier.authors;
  v_listed outlier.recipients;
  v_segment bigint;
begin
  select b.* into v_batch from outlier.batches as b where b.id = why_not.batch_id;
  if not found then
    raise exception using
      errcode = 'OT009',
      message = pg_catalog.format('there is no broadcast or campaign %s', why_not.batch_id),
      hint = 'See outlier.batches.';
  end if;
  if v_number is null then
    raise exception using
      errcode = 'OT010',
      message = 'this is no phone number',
      hint = 'Write it with its country, such as +13135550142.';
  end if;
  select r.* into v_listed
  from outlier.recipients as r
  where r.batch_id = v_batch.id
    and r.phone_number = v_number;
  if found then
    return outlier.reason_in_words(v_listed.reason);
  end if;
  if exists (
    select from outlier.message_statuses as s where s.batch_id = v_batch.id and s.recipient_phone_number = v_number
  ) or exists (
    select from outlier.queued_messages as q where q.batch_id = v_batch.id and q.recipient_phone_number = v_number
  ) then
    return null;
  end if;

  select a.* into v_author from outlier.authors as a where a.phone_number = v_number;
  if v_author.phone_number is null then
    return outlier.reason_in_words('invalid_number');
  elsif v_author.unsubscribed then
    return outlier.reason_in_words('unsubscribed');
  elsif v_author.exclude then
    return outlier.reason_in_words('excluded');
  elsif v_author.added_via_file_upload and v_batch.kind = 'broadcast' then
    return outlier.reason_in_words('added_via_file_upload');
  elsif v_batch.started_at is null then
    return outlier.reason_in_words(case v_batch.state when 'cancelled' then 'cancelled' else 'not_sent' end);
  elsif v_batch.has_file then
    return outlier.reason_in_words('not_in_file');
  elsif v_batch.kind = 'campaign' then
    return outlier.reason_in_words(
      case
        when v_batch.segments is null or not outlier.is_meant(v_batch.segments -> 'included', v_number)
          then 'not_in_segment'
        when outlier.is_excluded(v_batch.segments, v_number) then 'excluded_segment'
        else 'joined_later'
      end
    );
  end if;
  for v_segment in
    select s.id
    from outlier.audience_segments as s
    left join outlier.broadcasts_segments as bs on bs.segment_id = s.id and bs.broadcast_id = v_batch.id
    where bs.segment_id is not null
      or s.name = 'Inactive'
    order by s.id
  loop
    if outlier.segment_yields(v_segment, v_number) then
      return outlier.reason_in_words('beyond_share');
    end if;
  end loop;
  return outlier.reason_in_words('not_in_segment');
end;
$$;
comment on function outlier.why_not(text, bigint) is
  'Why a person did not get the first message of a broadcast or campaign: a reason and a sentence; null where they got '
  'it, or it waits. Whom the batch does not list is judged by the data as they are now. OT009: there is no such batch. '
  'OT010: this is no phone number. OT003: a segment''s query failed.';
