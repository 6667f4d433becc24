-- Starting from the view's stored tree, this collects everything that PostgreSQL may call when it runs the view. It
-- follows functions in SQL, views, row policies, domains and aggregates. pg_depend does not list built-in objects, so
-- the trees themselves are read. A name or literal in a tree cannot look like a field: blanks in names are escaped, and
-- literals are lists of bytes.
create or replace function outlier.segment_objects(p_view oid)
returns table (class regclass, id oid, tree text)
language plpgsql
stable
set search_path = ''
as $$
#variable_conflict use_variable
declare
  c_relation constant regclass := 'pg_catalog.pg_class';
  c_function constant regclass := 'pg_catalog.pg_proc';
  c_operator constant regclass := 'pg_catalog.pg_operator';
  c_type constant regclass := 'pg_catalog.pg_type';
  v_objects text[] := array[c_relation::oid || ' ' || p_view];
  v_place integer := 0;
  v_next text[];
begin
  while v_place < pg_catalog.cardinality(v_objects) loop
    v_place := v_place + 1;
    class := pg_catalog.split_part(v_objects[v_place], ' ', 1)::oid::regclass;
    id := pg_catalog.split_part(v_objects[v_place], ' ', 2)::oid;
    v_next := null;
    tree := null;
    if class = c_relation then
      tree := pg_catalog.concat_ws(' ',
        (select w.ev_action::text from pg_catalog.pg_rewrite as w where w.ev_class = id and w.ev_type = '1'),
        (select pg_catalog.string_agg(p.polqual::text, ' ') from pg_catalog.pg_policy as p where p.polrelid = id));
      v_next := array(
        select d.refclassid || ' ' || d.refobjid
        from pg_catalog.pg_rewrite as w
        inner join pg_catalog.pg_depend as d on d.classid = 'pg_catalog.pg_rewrite'::regclass and d.objid = w.oid
        where w.ev_class = id
          and d.refclassid = c_type
      );
    elsif class = c_function then
      tree := (
        select pg_catalog.concat_ws(' ', f.prosqlbody::text, f.proargdefaults::text)
        from pg_catalog.pg_proc as f
        where f.oid = id
      );
      v_next := array(
        select d.refclassid || ' ' || d.refobjid
        from pg_catalog.pg_depend as d
        where d.classid = c_function
          and d.objid = id
          and d.refclassid = c_type
        union all
        select c_function::oid || ' ' || part.object_id::oid
        from pg_catalog.pg_aggregate as a
        cross join lateral (
          values (a.aggtransfn), (a.aggfinalfn), (a.aggcombinefn), (a.aggserialfn), (a.aggdeserialfn), (a.aggmtransfn),
            (a.aggminvtransfn), (a.aggmfinalfn)
        ) as part (object_id)
        where a.aggfnoid = id
          and part.object_id <> 0
      );
    elsif class = c_operator then
      v_next := array(
        select other.object
        from pg_catalog.pg_operator as o
        -- The planner may use an operator's commutator or negator instead.
        cross join lateral (
          values
            (c_function::oid || ' ' || o.oprcode::oid),
            (c_operator::oid || ' ' || o.oprcom),
            (c_operator::oid || ' ' || o.oprnegate)
        ) as other (object)
        where o.oid = id
      );
    else
      tree := (
        select pg_catalog.string_agg(c.conbin::text, ' ')
        from pg_catalog.pg_constraint as c
        where c.contypid = id
      );
      v_next := array(
        select part.object_class || ' ' || part.object_id
        from pg_catalog.pg_type as t
        left join pg_catalog.pg_range as g on t.oid in (g.rngtypid, g.rngmultitypid)
        cross join lateral (
          values
            (c_type::oid, t.typbasetype), (c_type, t.typelem), (c_type, g.rngsubtype), (c_function, t.typinput::oid),
            (c_function, t.typoutput),
            (c_function, t.typsubscript),
            (c_function, g.rngcanonical),
            (c_function, g.rngsubdiff)
          union all
          select c_type, a.atttypid from pg_catalog.pg_attribute as a where a.attrelid = t.typrelid and a.attnum > 0
        ) as part (object_class, object_id)
        where t.oid = id
      );
    end if;
    -- Collects everything that a tree names: relations, operators and functions.
    v_next := v_next || array(
      select
        case
          when match.parts[1] = 'relid' then c_relation
          when match.parts[1] in ('opno', 'opnos', 'eqop', 'sortop', 'cycle_mark_neop') then c_operator
          else c_function
        end::oid || ' ' || named.object_id
      from pg_catalog.regexp_matches(
        tree,
        E':(relid|opno|opnos|eqop|sortop|cycle_mark_neop|funcid|opfuncid|hashfuncid|negfuncid|aggfnoid|winfnoid|'
        'startInRangeFunc|endInRangeFunc|tsmhandler) (?:\\(o )?([0-9 ]+)', 'g') as match (parts)
      cross join lateral pg_catalog.regexp_split_to_table(pg_catalog.btrim(match.parts[2]), ' +') as named (object_id)
    );
    v_objects := v_objects || array(
      select distinct n.object
      from pg_catalog.unnest(v_next) as n (object)
      where n.object <> all (v_objects)
    );
    return next;
  end loop;
end;
$$;
comment on function outlier.segment_objects(oid) is
  'Returns the functions, operators, relations and types that a segment''s query reaches, with the stored trees of '
  'their bodies. p_view: the resolved view.';
