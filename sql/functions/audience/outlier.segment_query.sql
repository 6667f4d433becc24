-- Alternatives are combined with "union". All labels of an inner list must be on the same author. Up to four labels
-- are joined, so that the rarest one leads the plan. The planner's work grows with the cube of the joins, so more
-- labels are counted in one scan. Times are written as numbers, so that neither DateStyle nor the time zone of the
-- session changes their meaning.
create or replace function outlier.segment_query(p_set jsonb)
returns text
language sql
immutable
strict
set search_path = ''
as $$
  select pg_catalog.string_agg(alternative.query, ' union ' order by alternative.query)
  from (
    select distinct (
      select case
        when pg_catalog.count(*) <= 4 then
          'select c1.author from ' || pg_catalog.string_agg(
            pg_catalog.format(
              '(select al.author from outlier.authors_labels as al where al.label_id = %L%s) as c%s',
              label.id,
              ' and al.since >= ' || label.since,
              label.place
            ) || case when label.place > 1 then ' using (author)' else '' end,
            ' inner join ' order by label.place
          )
        else
          pg_catalog.format(
            'select al.author from outlier.authors_labels as al inner join (values %s) as label (id, since)'
              ' on label.id = al.label_id and al.since >= label.since group by al.author having '
              'pg_catalog.count(*) = %s',
            pg_catalog.string_agg(
              pg_catalog.format('(%L::uuid, %s)', label.id, coalesce(label.since, 'timestamptz ''-infinity''')),
              ', ' order by label.place
            ),
            pg_catalog.count(*)
          )
      end
      from (
        -- Use each label once: an author who has it since the latest of its times has it since all of them.
        select
          (c.clause ->> 'id')::uuid as id,
          'pg_catalog.to_timestamp(' || pg_catalog.max((c.clause ->> 'since')::numeric)::bigint || ')' as since,
          pg_catalog.row_number() over (order by (c.clause ->> 'id')::uuid) as place
        from pg_catalog.jsonb_array_elements(
          case
            when pg_catalog.jsonb_typeof(item.item) = 'array' then item.item
            else pg_catalog.jsonb_build_array(item.item)
          end
        ) as c (clause)
        group by (c.clause ->> 'id')::uuid
      ) as label
    ) as query
    from pg_catalog.jsonb_array_elements(
      case pg_catalog.jsonb_typeof(p_set) when 'array' then p_set else pg_catalog.jsonb_build_array(p_set) end
    ) as item (item)
  ) as alternative;
$$;
comment on function outlier.segment_query(jsonb) is
  'Returns SQL that yields the authors (authors.number) of a segment, or of a list of alternatives, each once. The '
  'caller has checked the document.';
-- Views call this function with the rights of the user who reads them.
grant execute on function outlier.segment_query(jsonb) to outlier_reader;
