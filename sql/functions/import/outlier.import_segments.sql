-- If Outlier does not accept a query, the imported segment yields nobody. Past broadcasts thus keep their shares.
create or replace function outlier.import_segments(p_now timestamptz default now())
returns void
language plpgsql
volatile
set search_path = ''
as $$
declare
  v_segment record;
  v_name text;
  v_query text;
  v_known record;
  v_id bigint;
  v_error text;
begin
  delete from outlier.import_report as r where r.source_table = 'audience_segments';
  for v_segment in
    select s.id, s.name, s.query, s.description, s.created_at
    from pg_temp.import_audience_segments as s
    where s.id not in (select i.source_id from outlier.import_ids as i where i.kind = 'segment')
    order by s.id
  loop
    v_name := pg_catalog.left(
      case when outlier.is_blank(v_segment.name) then 'Segment ' || v_segment.id else v_segment.name end, 200
    );
    -- The source may have two segments with the same name. Their ids distinguish them.
    if exists (
      select
      from pg_temp.import_audience_segments as s
      where s.name = v_segment.name and s.id < v_segment.id
    ) then
      v_name := pg_catalog.left(v_name, 180) || ' (' || v_segment.id || ')';
    end if;
    v_query := outlier.rewrite_segment_query(v_segment.query);
    select s.id, s.query into v_known from outlier.audience_segments as s where s.name = v_name;
    v_id := v_known.id;
    v_error := null;
    if v_id is null then
      v_id := outlier.choose_import_id('segment', v_segment.id);
      begin
        insert into outlier.audience_segments (id, name, query, description, created_at)
        values (v_id, v_name, v_query, v_segment.description, coalesce(v_segment.created_at, p_now));
      exception
        when others then
          if outlier.is_unrelated_to_row(sqlstate) then
            raise;
          end if;
          v_error := sqlerrm;
          insert into outlier.audience_segments (id, name, query, description, created_at)
          values (
            v_id, v_name, 'select a.phone_number from authors as a where false',
            pg_catalog.concat_ws(E'\n', v_segment.description, 'Query before the import:', v_segment.query),
            coalesce(v_segment.created_at, p_now)
          );
      end;
    end if;
    insert into outlier.import_ids (kind, source_id, id) values ('segment', v_segment.id, v_id);
  end loop;

  -- The report covers all segments, also in a later import.
  insert into outlier.import_report (source_table, source_key, kind, why)
  select
    'audience_segments', s.id::text,
    case
      when here.query like '% where false' then 'not_taken'
      when here.query = w.query then 'rewritten'
      else 'kept'
    end,
    case
      when here.query like '% where false' then pg_catalog.format(
        'Outlier does not accept the query, so the segment "%s" yields nobody. Write the query anew: its old text is '
        'in the description.', here.name
      )
      when here.query = w.query then pg_catalog.format(
        'The query of "%s" names tables and columns as Outlier has them: %s', here.name, here.query
      )
      else pg_catalog.format('A segment "%s" with another query is here. It stays as it is.', here.name)
    end
  from pg_temp.import_audience_segments as s
  inner join outlier.import_ids as i on i.kind = 'segment' and i.source_id = s.id
  inner join outlier.audience_segments as here on here.id = i.id
  cross join lateral (select outlier.rewrite_segment_query(s.query) as query) as w
  where here.query <> s.query
  order by s.id;
  perform outlier.record_import(
    'audience_segments',
    (select pg_catalog.count(*) from pg_temp.import_audience_segments),
    (
      select pg_catalog.count(*)
      from pg_temp.import_audience_segments as s
      inner join outlier.import_ids as i on i.kind = 'segment' and i.source_id = s.id
      inner join outlier.audience_segments as here on here.id = i.id
    ),
    0,
    p_now
  );
end;
$$;
comment on function outlier.import_segments(timestamptz) is
  'Imports the segments of broadcasts. A segment here with the same name does not change.';
