-- Most queries hand on authors.phone_number as it is, and nobody has to look whether each number is somebody's. Where several
-- queries are put together the plan names the column of the first alone, and proves nothing.
create or replace function outlier.yields_authors(p_plan jsonb)
returns boolean
language sql
immutable
strict
set search_path = ''
as $$
  select not pg_catalog.jsonb_path_exists(p_plan, 'strict $.** ? (@."Node Type" like_regex "Append|SetOp|Recursive Union")')
    and exists (
      select
      from pg_catalog.jsonb_path_query(p_plan, 'strict $.** ? (@."Schema" == "outlier" && @."Relation Name" == "authors")') as scans (node)
      where (scans.node ->> 'Alias') || '.phone_number' = p_plan -> 'Output' ->> 0
    );
$$;
comment on function outlier.yields_authors(jsonb) is 'Whether the plan of a segment''s query, as check_segment_query returns it, proves that it yields numbers of authors and no others.';
