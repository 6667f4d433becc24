create or replace function outlier.batch_story(p_batch outlier.batches, p_phone_number text)
returns text[]
language plpgsql
volatile
set search_path = ''
as $$
declare
  v_listed outlier.recipients;
  v_first text := outlier.message_story(p_batch.id, p_phone_number, false);
  v_second text := outlier.message_story(p_batch.id, p_phone_number, true);
  v_name text := pg_catalog.initcap(p_batch.kind collate "C") || ' ' || p_batch.id;
  v_story text[];
begin
  v_story := array[
    v_name || coalesce(' ("' || p_batch.title || '")', '') || ' is ' || p_batch.state || coalesce(
      '. It ran at ' || outlier.local_time(p_batch.started_at), '. It has not run'
    ) || '.' || coalesce(' It is exempt from contact hours and caps: ' || p_batch.exempt_reason || '.', '')
  ];
  select r.* into v_listed
  from outlier.recipients as r
  where r.batch_id = p_batch.id
    and r.phone_number = p_phone_number;
  if v_listed.audience_segment_id is not null then
    v_story := v_story || pg_catalog.format(
      'The segment "%s" yielded this person.',
      (select s.name from outlier.audience_segments as s where s.id = v_listed.audience_segment_id)
    );
  end if;
  if v_first is null and v_second is null then
    return v_story || (
      'This person got no first message: '
      || coalesce(outlier.why_not(p_phone_number, p_batch.id), 'no table has it any more') || '.'
    );
  end if;
  return v_story || array_remove(
    array[
      v_first,
      v_second,
      case
        when v_second is null and v_listed.follow_up_reason is not null
          then 'This person got no follow-up: ' || outlier.describe_reason(v_listed.follow_up_reason) || '.'
      end
    ],
    null
  );
end;
$$;
comment on function outlier.batch_story(outlier.batches, text) is
  'Returns sentences about one person in a batch: when the batch ran, which segment yielded the person, which '
  'messages they got, or why they got none.';
