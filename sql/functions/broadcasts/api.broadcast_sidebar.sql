-- The cursor is the start of the last broadcast on a page, in whole seconds. Broadcasts of one second stay together,
-- so that none falls between two pages and none is on both.
create or replace function api.broadcast_sidebar(p_limit text default null, p_cursor text default null)
returns jsonb
language plpgsql
stable
security definer
set search_path = ''
as $$
declare
  v_limit integer := outlier.request_page(p_limit, 'limit', 5, 100);
  v_before timestamptz;
  v_upcoming outlier.broadcasts;
  v_past jsonb;
begin
  if coalesce(p_cursor, '') <> '' then
    if p_cursor !~ '^[0-9]{1,12}$' then
      raise exception using
        errcode = 'OT010',
        message = pg_catalog.format(
          'cursor must be a currentCursor of an earlier answer (a time in unix seconds), not "%s"',
          outlier.mask_value(p_cursor)
        );
    end if;
    v_before := pg_catalog.to_timestamp(p_cursor::bigint);
  else
    select b.* into v_upcoming from outlier.broadcasts as b where b.state = 'scheduled';
  end if;

  select pg_catalog.jsonb_agg(
    pg_catalog.jsonb_build_object(
      'id', shown.id,
      'firstMessage', shown.first_message,
      'secondMessage', shown.second_message,
      'runAt', pg_catalog.floor(extract(epoch from shown.run_at))::bigint,
      'totalFirstSent', stats.first_sent,
      'totalSecondSent', stats.second_sent,
      'successfullyDelivered', stats.delivered,
      'failedDelivered', stats.failed,
      'totalUnsubscribed', stats.opt_outs
    )
    order by shown.run_at desc, shown.id desc
  )
  into v_past
  from (
    select b.id, b.first_message, b.second_message, b.run_at
    from outlier.broadcasts as b
    where b.made_at is not null
      and (b.run_at < v_before or v_before is null)
    order by pg_catalog.date_trunc('second', b.run_at) desc
    fetch first v_limit rows with ties
  ) as shown
  inner join outlier.broadcast_stats as stats on stats.id = shown.id;

  return case
    when v_upcoming.id is null then '{}'
    else pg_catalog.jsonb_build_object('upcoming', outlier.upcoming_json(v_upcoming))
  end
    || pg_catalog.jsonb_build_object('past', coalesce(v_past, '[]'))
    || case
      when v_past is null then '{}'
      else pg_catalog.jsonb_build_object('currentCursor', v_past -> -1 -> 'runAt')
    end;
end;
$$;
comment on function api.broadcast_sidebar(text, text) is
  'Returns the upcoming broadcast and the latest past ones with their results. With a cursor, returns only past ones '
  'that ran before it. OT010: the limit or the cursor is not accepted.';
grant execute on function api.broadcast_sidebar(text, text) to outlier_executor;
