create or replace function api.repeat_for_unreached(
  p_kind text,
  p_id bigint,
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
  v_batch outlier.batches := outlier.require_batch(p_kind, p_id);
  v_request jsonb := outlier.build_repeat_request(v_batch, p_request);
  v_made_id bigint;
  v_made jsonb;
  v_lines integer[];
  v_phone_numbers text[];
  v_messages text[];
begin
  if v_batch.started_at is null or v_batch.state not in ('done', 'cancelled') then
    raise exception using
      errcode = 'OT005',
      message = pg_catalog.format('%s %s is %s: it may still reach people', p_kind, p_id, v_batch.state),
      hint = 'Wait until it is done, or cancel it.';
  end if;
  -- Two calls at once take turns, and the second one finds the campaign of the first. A repeat that was cancelled
  -- before it ran texted no one, so it does not count.
  perform from outlier.batches as b where b.id = v_batch.id for no key update;
  select b.id into v_made_id
  from outlier.batches as b
  where b.repeats_batch_id = v_batch.id
    and (b.state <> 'cancelled' or b.started_at is not null);
  if found then
    return outlier.campaign_json(v_made_id, p_now) || '{"isRepeated": true}';
  end if;
  select
    pg_catalog.array_agg(listed.line order by listed.line),
    pg_catalog.array_agg(listed.phone_number order by listed.line),
    pg_catalog.array_agg(listed.message order by listed.line)
  into v_lines, v_phone_numbers, v_messages
  from (
    select
      pg_catalog.row_number() over (order by u.phone_number)::integer as line,
      u.phone_number,
      coalesce(
        (
          select f.message
          from outlier.campaign_file_recipients as f
          where v_batch.is_personalized
            and f.campaign_id = v_batch.id
            and f.phone_number = u.phone_number
            and f.message is not null
          order by f.line
          limit 1
        ),
        v_batch.first_message
      ) as message
    from outlier.unreached_people(v_batch) as u
  ) as listed;
  if v_lines is null then
    raise exception using
      errcode = 'OT010',
      message = pg_catalog.format('%s %s has no unreached people who can be texted now', p_kind, p_id),
      hint = 'It reached everybody, or the other people opted out, are excluded, or have numbers that cannot be '
        'reached.';
  end if;
  if not p_request ? 'title' then
    v_request := v_request || pg_catalog.jsonb_build_object(
      'title', pg_catalog.left(
        'Not reached by ' || coalesce('"' || v_batch.title || '"', pg_catalog.format('%s %s', p_kind, p_id)), 200
      )
    );
  end if;
  -- The caller sent no file, so the counts of a file are left out.
  v_made := api.create_campaign(
    v_request, v_lines, v_phone_numbers, v_phone_numbers,
    case when v_batch.is_personalized and v_request ->> 'firstMessage' is null then v_messages end,
    p_now
  ) - 'file';
  update outlier.batches as b
  set
    repeats_batch_id = v_batch.id,
    inherited_exclusion = case
      when outlier.has_exclusion(coalesce(v_batch.segments, v_batch.inherited_exclusion))
        then pg_catalog.jsonb_build_object(
          'excluded', coalesce(v_batch.segments, v_batch.inherited_exclusion) -> 'excluded'
        )
    end
  where b.id = (v_made -> 'id')::bigint;
  return v_made;
end;
$$;
comment on function api.repeat_for_unreached(text, bigint, jsonb, timestamptz) is
  'Creates a campaign for the people whom a batch did not reach for a temporary reason. It has the texts of the batch '
  'and runs at the time in the request: {runAt, ...}. A repeated request returns the same campaign, with isRepeated. '
  'The exclusions of the batch apply again when the campaign is queued. OT005: the batch may still reach people. '
  'OT009: there is no such batch. OT010: the batch missed no one, or a value is not accepted.';
grant execute on function api.repeat_for_unreached(text, bigint, jsonb, timestamptz) to outlier_executor;
