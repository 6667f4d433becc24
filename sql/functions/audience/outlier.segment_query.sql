-- One query for one S: alternatives are united, and the labels of an inner list must all be on the same author.
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
      select
        'select c1.author from ' || pg_catalog.string_agg(
          pg_catalog.format(
            case when clause.place = 1 then '(%s) as c%s' else '(%s) as c%s using (author)' end,
            clause.query,
            clause.place
          ),
          ' inner join ' order by clause.place
        )
      from (
        select
          written.query,
          pg_catalog.row_number() over (order by written.query) as place
        from (
          -- The same clause twice says nothing more than once.
          select distinct
            pg_catalog.format('select al.author from outlier.authors_labels as al where al.label_id = %L', (c.clause ->> 'id')::uuid)
              || case
                when c.clause -> 'since' <> 'null' then pg_catalog.format(' and al.since >= %L', pg_catalog.to_timestamp((c.clause ->> 'since')::double precision))
                else ''
              end as query
          from pg_catalog.jsonb_array_elements(case pg_catalog.jsonb_typeof(item.item) when 'array' then item.item else pg_catalog.jsonb_build_array(item.item) end) as c (clause)
        ) as written
      ) as clause
    ) as query
    from pg_catalog.jsonb_array_elements(case pg_catalog.jsonb_typeof(p_set) when 'array' then p_set else pg_catalog.jsonb_build_array(p_set) end) as item (item)
  ) as alternative;
$$;
comment on function outlier.segment_query(jsonb) is
  'SQL that yields, each once, the authors (authors.number) whom a segment, or a list of alternatives, means. The document has been checked.';
