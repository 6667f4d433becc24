-- All segments change at once. One after the other, the shares could add up to more than 100 for a moment.
create or replace function outlier.change_shares(p_broadcast_id bigint, p_shares jsonb)
returns boolean
language plpgsql
volatile
set search_path = ''
as $$
declare
  v_share jsonb;
  v_id bigint;
  v_name text;
  v_seen bigint[] := array[]::bigint[];
  v_rows bigint;
  v_changed bigint;
begin
  if pg_catalog.jsonb_typeof(p_shares) <> 'array' then
    raise exception using errcode = 'OT010', message = 'segments must be a list of {id, ratio}';
  end if;
  for v_share in
    select s.value from pg_catalog.jsonb_array_elements(p_shares) as s
  loop
    if pg_catalog.jsonb_typeof(v_share) <> 'object' then
      raise exception using errcode = 'OT010', message = 'segments must be a list of {id, ratio}';
    end if;
    v_id := outlier.request_integer(v_share, 'id');
    select s.name into v_name from outlier.audience_segments as s where s.id = v_id;
    if not found then
      raise exception using
        errcode = 'OT010',
        message = pg_catalog.format('segment %s does not exist', coalesce(v_id::text, '(no id)')),
        hint = 'Reload the page, and choose one of the listed segments.';
    end if;
    if v_id = any (v_seen) then
      raise exception using errcode = 'OT010', message = pg_catalog.format('segment "%s" is given twice', v_name);
    end if;
    v_seen := v_seen || v_id;
    if outlier.read_share(v_share) is null then
      raise exception using
        errcode = 'OT010',
        message = pg_catalog.format(
          'the share of segment "%s" is %s, which is not allowed',
          v_name, outlier.mask_value(coalesce(v_share ->> 'ratio', 'missing'))
        ),
        hint = 'Give a number from 0 to 100 with at most two decimals. 0 takes the segment out of the broadcast.';
    end if;
    perform outlier.request_text(v_share, 'firstMessage', 1600), outlier.request_text(v_share, 'secondMessage', 1600);
  end loop;

  delete from outlier.broadcasts_segments as bs
  using pg_catalog.jsonb_array_elements(p_shares) as g (share)
  where bs.broadcast_id = p_broadcast_id
    and bs.segment_id = outlier.request_integer(g.share, 'id')
    and outlier.read_share(g.share) = 0;
  get diagnostics v_changed = row_count;
  insert into outlier.broadcasts_segments as bs (broadcast_id, segment_id, ratio, first_message, second_message)
  select given.broadcast_id, given.segment_id, given.ratio, given.first_message, given.second_message
  from (
    select
      p_broadcast_id as broadcast_id,
      outlier.request_integer(g.share, 'id') as segment_id,
      outlier.read_share(g.share) as ratio,
      case
        when g.share ? 'firstMessage' then outlier.request_text(g.share, 'firstMessage', 1600)
        else known.first_message
      end as first_message,
      case
        when g.share ? 'secondMessage' then outlier.request_text(g.share, 'secondMessage', 1600)
        else known.second_message
      end as second_message,
      known
    from pg_catalog.jsonb_array_elements(p_shares) as g (share)
    left join outlier.broadcasts_segments as known
      on known.broadcast_id = p_broadcast_id and known.segment_id = outlier.request_integer(g.share, 'id')
    where outlier.read_share(g.share) > 0
  ) as given
  where row(given.ratio, given.first_message, given.second_message)
    is distinct from row((given.known).ratio, (given.known).first_message, (given.known).second_message)
  on conflict (broadcast_id, segment_id) do update
  set ratio = excluded.ratio, first_message = excluded.first_message, second_message = excluded.second_message;
  get diagnostics v_rows = row_count;
  return v_changed + v_rows > 0;
end;
$$;
comment on function outlier.change_shares(bigint, jsonb) is
  'Changes the shares and texts of segments of a broadcast: [{id, ratio, firstMessage?, secondMessage?}]. Segments '
  'that are not listed stay. A share of 0 removes the segment from the broadcast. Returns whether anything changed. '
  'OT004: the shares add up to more than 100. OT010: a value is not accepted.';
