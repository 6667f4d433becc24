create or replace function api.duplicate_campaign(
  p_campaign_id bigint,
  p_request jsonb,
  p_now timestamptz default now()
)
returns jsonb
language plpgsql
volatile
security definer
set search_path = ''
as $$
declare
  v_batch outlier.batches := outlier.require_batch('campaign', p_campaign_id);
  v_request jsonb := outlier.build_repeat_request(v_batch, p_request);
  v_is_personalized boolean := v_batch.is_personalized and v_request ->> 'firstMessage' is null;
  v_lines integer[];
  v_raw text[];
  v_phone_numbers text[];
  v_messages text[];
  v_made jsonb;
begin
  if v_batch.has_file and coalesce(p_request -> 'segments', 'null') = 'null' then
    select
      coalesce(pg_catalog.array_agg(f.line order by f.line), '{}'),
      coalesce(pg_catalog.array_agg(f.raw order by f.line), '{}'),
      coalesce(pg_catalog.array_agg(f.phone_number order by f.line), '{}'),
      coalesce(pg_catalog.array_agg(f.message order by f.line), '{}')
    into v_lines, v_raw, v_phone_numbers, v_messages
    from (
      select
        -- A cell with several numbers becomes several lines.
        pg_catalog.row_number() over (order by l.line, l.place)::integer as line,
        l.raw,
        coalesce(l.phone_number, l.raw) as phone_number,
        coalesce(l.message, v_batch.first_message) as message
      from outlier.campaign_file_recipients as l
      where l.campaign_id = v_batch.id
    ) as f;
  else
    v_request := pg_catalog.jsonb_build_object('segments', v_batch.segments) || v_request;
  end if;
  -- The caller sent no file, so the counts of a file are left out.
  v_made := api.create_campaign(
    v_request, v_lines, v_raw, v_phone_numbers,
    case when v_is_personalized then v_messages end,
    p_now
  ) - 'file';
  if v_lines is not null and v_batch.inherited_exclusion is not null then
    update outlier.batches as b
    set inherited_exclusion = v_batch.inherited_exclusion
    where b.id = (v_made -> 'id')::bigint;
  end if;
  return v_made;
end;
$$;
comment on function api.duplicate_campaign(bigint, jsonb, timestamptz) is
  'Creates a copy of a campaign, with the same segments or lines, that runs at the time in the request: {runAt, ...}. '
  'Other fields of the request replace those of the original. The consent of the people is checked again. OT009: '
  'there is no such campaign. OT010: a value is not accepted.';
grant execute on function api.duplicate_campaign(bigint, jsonb, timestamptz) to outlier_executor;
