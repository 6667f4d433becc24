-- segment_query() can read every document that this function accepts.
create or replace function outlier.check_segments(p_segments jsonb)
returns void
language plpgsql
stable
set search_path = ''
as $$
declare
  v_side text;
  v_set jsonb;
  v_item jsonb;
  v_inner jsonb;
  v_path text;
  v_place integer;
  v_inner_place integer;
  v_clauses integer := 0;
  v_unknown text;
begin
  if pg_catalog.jsonb_typeof(p_segments) is distinct from 'object' then
    raise exception using
      errcode = 'OT010',
      message = 'segments must be an object such as {"included": {"id": "…"}}';
  end if;
  select pg_catalog.min(k.key) into v_unknown
  from pg_catalog.jsonb_object_keys(p_segments) as k (key)
  where k.key not in ('included', 'excluded');
  if v_unknown is not null then
    raise exception using
      errcode = 'OT010',
      message = pg_catalog.format(
        'segments.%s is not a field: the fields of segments are included and excluded', outlier.mask_value(v_unknown)
      );
  end if;
  if coalesce(p_segments -> 'included', 'null') = 'null' then
    raise exception using
      errcode = 'OT010',
      message = 'segments.included is missing: give the labels of the people to text';
  end if;

  foreach v_side in array array['included', 'excluded'] loop
    v_set := p_segments -> v_side;
    v_path := 'segments.' || v_side;
    continue when coalesce(v_set, 'null') = 'null';
    if pg_catalog.jsonb_typeof(v_set) = 'object' then
      perform outlier.check_segment_clause(v_set, v_path);
      continue;
    end if;
    if pg_catalog.jsonb_typeof(v_set) <> 'array' then
      raise exception using
        errcode = 'OT010',
        message = v_path || ' must be a segment such as {"id": "…"}, or a list of segments';
    end if;
    -- An empty list of excluded segments excludes no one: see normalize_segments.
    continue when v_side = 'excluded' and v_set = '[]';
    if v_set = '[]' then
      raise exception using errcode = 'OT010', message = v_path || ' is an empty list: it selects nobody';
    end if;
    -- Count the segments before checking them, because each check reads the table of labels.
    select v_clauses + pg_catalog.sum(
      case when pg_catalog.jsonb_typeof(i.item) = 'array' then pg_catalog.jsonb_array_length(i.item) else 1 end
    )
    into v_clauses
    from pg_catalog.jsonb_array_elements(v_set) as i (item);
    if v_clauses > 200 then
      raise exception using
        errcode = 'OT010',
        message = pg_catalog.format('segments has %s segments; the limit is 200', v_clauses),
        hint = 'Use fewer labels, or one label that stands for several.';
    end if;
    for v_item, v_place in
      select i.item, i.place - 1
      from pg_catalog.jsonb_array_elements(v_set) with ordinality as i (item, place)
    loop
      v_path := pg_catalog.format('segments.%s[%s]', v_side, v_place);
      if pg_catalog.jsonb_typeof(v_item) = 'object' then
        perform outlier.check_segment_clause(v_item, v_path);
      elsif pg_catalog.jsonb_typeof(v_item) <> 'array' then
        raise exception using
          errcode = 'OT010',
          message = v_path || ' must be a segment such as {"id": "…"}, or a list of segments that must all apply';
      elsif v_item = '[]' then
        raise exception using
          errcode = 'OT010',
          message = v_path || ' is an empty list: add at least one segment to it';
      else
        for v_inner, v_inner_place in
          select i.item, i.place - 1
          from pg_catalog.jsonb_array_elements(v_item) with ordinality as i (item, place)
        loop
          if pg_catalog.jsonb_typeof(v_inner) <> 'object' then
            raise exception using
              errcode = 'OT010',
              message = pg_catalog.format('%s[%s] must be a segment such as {"id": "…"}', v_path, v_inner_place);
          end if;
          perform outlier.check_segment_clause(v_inner, pg_catalog.format('%s[%s]', v_path, v_inner_place));
        end loop;
      end if;
    end loop;
  end loop;
end;
$$;
comment on function outlier.check_segments(jsonb) is
  'Refuses a campaign''s segments that are not well formed, or that name a label that does not exist. OT010 contains '
  'the path in the document.';
