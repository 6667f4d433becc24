-- A function whose body Outlier cannot read may do anything, whatever volatility it declares. For example, a stable
-- function can call pg_sleep.
create or replace function outlier.find_unsafe_function(p_view oid)
returns table (name text, problem text, remedy text)
language sql
stable
set search_path = ''
as $$
  with called as (
    select
      f.oid,
      f.proname,
      f.provolatile = 'v' as is_volatile,
      f.prosqlbody is not null as has_body,
      -- Functions that somebody added to pg_catalog later have oids from 16384 up.
      f.pronamespace = 'pg_catalog'::regnamespace and f.oid < 16384 as is_built_in,
      (
        select e.extname from pg_catalog.pg_depend as d
        inner join pg_catalog.pg_extension as e on e.oid = d.refobjid
        where d.classid = 'pg_catalog.pg_proc'::regclass
          and d.objid = f.oid
          and d.refclassid = 'pg_catalog.pg_extension'::regclass
          and d.deptype = 'e'
      ) as extension,
      f.provolatile = 'i' as is_immutable
    from pg_catalog.pg_proc as f
    where f.oid in (
      select o.id
      from outlier.segment_objects(p_view) as o
      where o.class = 'pg_catalog.pg_proc'::regclass
    )
      -- An aggregate consists of functions, which are checked one by one.
      and f.prokind <> 'a'
  ),
  judged as (
    select
      c.oid,
      case
        when c.is_built_in and c.is_volatile
          and c.proname not in (
            'random', 'random_normal', 'clock_timestamp', 'timeofday', 'gen_random_uuid', 'uuidv4', 'uuidv7',
            'bernoulli', 'system') then 'effects'
        -- These functions take the name of a table or type as text. They then read or create an object that was not
        -- checked.
        when c.is_built_in and c.proname ~ '^(table|schema|database)_to_xml|^pg_input_' then 'effects'
        when c.is_built_in and c.proname = 'generate_series'
          and (pg_catalog.pg_get_function_arguments(c.oid) !~ '^(integer|bigint)') then 'endless'
        when c.is_built_in then null
        when c.is_volatile then 'effects'
        when c.extension is not null and c.is_immutable then null
        -- A stable function of another extension may run a query that it gets as text. crosstab is an example.
        when c.extension in ('citext', 'fuzzystrmatch', 'hstore', 'pg_trgm', 'unaccent') then null
        when c.extension is not null then 'effects'
        when not c.has_body then 'opaque'
      end as fault
    from called as c
  )
  select
    j.oid::regprocedure::text,
    case j.fault
      when 'effects' then 'which does more than read'
      when 'endless' then 'and such a series could run forever'
      else 'and Outlier cannot see what that function calls'
    end,
    case j.fault
      when 'effects' then 'A segment''s query may read the audience tables and call functions without effects.'
      when 'endless' then 'Use a series of integers instead: generate_series(1, 100).'
      else 'Write the function in SQL, with "return …" or "begin atomic … end" as its body, and declare it stable.'
    end
  from judged as j
  where j.fault is not null
  order by j.fault, j.oid
  limit 1;
$$;
comment on function outlier.find_unsafe_function(oid) is
  'Returns the first function that a segment''s query must not call: its name, the problem, and the remedy. p_view: '
  'the resolved view. No row: the query calls no such function.';
