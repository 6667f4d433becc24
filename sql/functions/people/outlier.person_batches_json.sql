-- A segment's query runs once, even if several of these broadcasts have the segment.
create or replace function outlier.person_batches_json(p_phone_number text)
returns jsonb
language plpgsql
volatile
set search_path = ''
as $$
declare
  v_batches outlier.batches[] := array(
    select b
    from outlier.batches as b
    where b.started_at is not null
    order by b.started_at desc, b.id desc
    limit 5
  );
  v_batch outlier.batches;
  v_segment bigint;
  v_yielding bigint[] := '{}'::bigint[];
  v_failed bigint[] := '{}'::bigint[];
  v_reason text;
  v_follow_up_reason text;
  v_story jsonb := '[]'::jsonb;
begin
  for v_segment in
    select s.id
    from outlier.audience_segments as s
    where exists (
      select
      from pg_catalog.unnest(v_batches) as b
      left join outlier.broadcasts_segments as bs on bs.broadcast_id = b.id and bs.segment_id = s.id
      where b.kind = 'broadcast'
        and (bs.segment_id is not null or s.name = 'Inactive')
        and not exists (
          select from outlier.recipients as r where r.batch_id = b.id and r.phone_number = p_phone_number
        )
    )
      and exists (
        select
        from outlier.authors as a
        where a.phone_number = p_phone_number
          and not (a.unsubscribed or a.exclude or a.added_via_file_upload)
      )
    order by s.id
  loop
    begin
      if outlier.is_in_segment(v_segment, p_phone_number) then
        v_yielding := v_yielding || v_segment;
      end if;
    exception
      -- A failed query must not prevent the rest of the result.
      when sqlstate 'OT002' or sqlstate 'OT003' then
        v_failed := v_failed || v_segment;
    end;
  end loop;

  foreach v_batch in array v_batches loop
    v_reason := outlier.find_reason_not_sent(v_batch, p_phone_number, v_yielding);
    if v_reason = 'not_in_segment' and exists (
      select
      from outlier.audience_segments as s
      left join outlier.broadcasts_segments as bs on bs.segment_id = s.id and bs.broadcast_id = v_batch.id
      where s.id = any (v_failed)
        and (bs.segment_id is not null or s.name = 'Inactive')
    ) then
      v_reason := 'segment_failed';
    end if;
    v_follow_up_reason := (
      select r.follow_up_reason
      from outlier.recipients as r
      where r.batch_id = v_batch.id
        and r.phone_number = p_phone_number
    );
    v_story := v_story || pg_catalog.jsonb_build_object(
      'id', v_batch.id,
      'kind', v_batch.kind,
      'title', v_batch.title,
      'state', v_batch.state,
      'startedAt', pg_catalog.floor(extract(epoch from v_batch.started_at))::bigint,
      'reason', v_reason,
      'explanation', outlier.explain_reason(v_reason),
      'followUpReason', v_follow_up_reason,
      'followUpExplanation', outlier.explain_reason(v_follow_up_reason)
    );
  end loop;
  return v_story;
end;
$$;
comment on function outlier.person_batches_json(text) is
  'Returns the five latest batches for the HTTP API, with the reasons why a person got no first message and no '
  'follow-up. A null reason: the person got the message, it waits, or there is none.';
