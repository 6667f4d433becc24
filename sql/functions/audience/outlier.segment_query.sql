-- One query for one S. Alternatives are united. The labels of an inner list must all be on the same author: a few
-- are joined, so that the rarest one leads the plan; the planner's work grows with the cube of the joins, so that
-- more of them are counted in one scan. Times are written as numbers: no DateStyle and no zone of the session
-- changes what they say.
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
        -- Each label once: an author who has it since the latest of its times has it since all of them.
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
  'SQL that yields, each once, the authors (authors.number) whom a segment, or a list of alternatives, means. The '
  'document has been checked.';
-- Views call it with their reader's rights.
grant execute on function outlier.segment_query(jsonb) to outlier_reader;
