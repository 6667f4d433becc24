-- However a call is written, PostgreSQL resolves it to a function. Outlier checks that function.
begin;
select plan(42);
select test.settings();
select test.authors(3);

create function pg_temp.verdict(p_query text) returns text language plpgsql as $$
begin
  perform * from outlier.check_segment_query('s', p_query);
  drop view pg_temp.outlier_segment;
  return 'accepted';
exception
  when others then
    return sqlstate || ' ' || sqlerrm;
end;
$$;
create function pg_temp.escaped(p_name text, p_escape text) returns text language sql as $$
  select 'U&"' || string_agg(
    case when n % 3 = 1 then p_escape || lpad(to_hex(ascii(c)), 4, '0') else c end, '' order by n
  ) || '"'
  from regexp_split_to_table(p_name, '') with ordinality as t (c, n);
$$;

create temporary table effects (name text, arguments text);
insert into effects values
  ('pg_sleep', '(0)'), ('set_config', '(''statement_timeout'', ''0'', false)'), ('pg_notify', '(''outlier'', ''x'')'),
  ('pg_advisory_lock', '(1)'), ('pg_try_advisory_lock', '(1, 2)'), ('setseed', '(0.5)'), ('lo_create', '(0)'),
  ('query_to_xml', '(''select pg_advisory_lock(3)'', true, true, '''')'),
  ('pg_reload_conf', '()'),
  ('pg_cancel_backend', '(0)');
create temporary table spellings (what text, before text, name_of text, after text);
insert into spellings values
  ('as it is', '', 'plain', ''),
  ('with a comment', '', 'plain', '/**/'),
  ('with a comment in a comment', '', 'plain', '/* /* ( */ */'),
  ('with a comment to the end of the line', '', 'plain', E' -- (\n'), ('in capitals', '', 'upper', ' '), ('in quotes', '', 'quoted', '/**/'),
  ('with its schema', 'pg_catalog.', 'plain', E'\t'),
  ('with its schema, far away', E'"pg_catalog" /**/ .\n', 'quoted', E'\n'),
  ('in code points', '', 'escaped', ''),
  ('in code points, with an escape of its own', 'pg_catalog.', 'escaped with !', ' uescape ''!'' ');
create temporary table places (what text, query text);
insert into places values
  ('the list', 'select %s::text as phone_number'),
  ('a condition', 'select phone_number from authors where %s::text = ''x'''),
  ('from', 'select phone_number from authors, %s as f'),
  ('a lateral join', 'select phone_number from authors as a left join lateral %s as f on true'),
  ('rows from', 'select a.phone_number from authors as a, rows from (generate_series(1, 2), %s) as f'),
  ('values', 'select v.x as phone_number from (values (''x''), (%s::text)) as v (x)'),
  ('a subquery', 'select (select max(b.name) from authors as b where b.name = %s::text) as phone_number from authors'),
  ('exists', 'select phone_number from authors where not exists (select %s)'),
  ('a with', 'with w as materialized (select %s::text as t) select phone_number from authors, w'),
  ('a with that nobody reads', 'with w as (select %s::text as t) select phone_number from authors'),
  ('the limit', 'select phone_number from authors limit length(%s::text)'),
  ('the offset', 'select phone_number from authors offset (select length(%s::text))'),
  ('the order', 'select phone_number from authors order by %s::text'),
  ('the groups', 'select max(phone_number) as phone_number from authors group by %s::text'),
  ('having', 'select max(phone_number) as phone_number from authors having %s::text = ''x'''),
  ('an aggregate', 'select max(%s::text) as phone_number from authors'),
  (
    'the filter of an aggregate',
    'select max(phone_number) filter (where %s::text = ''x'') as phone_number from authors'
  ),
  (
    'the order of an aggregate', 'select string_agg(phone_number, '','' order by %s::text) as phone_number from authors'
  ),
  ('a window', 'select max(phone_number) over (partition by %s::text) as phone_number from authors'),
  (
    'the frame of a window',
    'select max(phone_number) over (order by name rows between length(%s::text) preceding and current row) as '
    'phone_number from authors'
  ),
  ('distinct on', 'select distinct on (%s::text) phone_number from authors'),
  ('case', 'select case when false then %s::text else phone_number end as phone_number from authors'),
  ('a second branch', 'select phone_number from authors union all select %s::text'),
  ('an array', 'select phone_number from authors where phone_number = any (array[%s::text])'),
  ('a sample', 'select phone_number from authors tablesample bernoulli (length(%s::text))'),
  ('the seed of a sample', 'select phone_number from authors tablesample system (1) repeatable (length(%s::text))'),
  (
    'what closes the bracket that holds the query',
    'select phone_number from authors) as a cross join lateral (select %s::text) as b (t), (select 1'
  ),
  (
    'xmltable',
    'select x.v as phone_number from xmltable(''/a'' passing xmlparse(document ''<a/>'') columns v text default '
    '%s::text) as x'
  );
create temporary table disguises as
select
  e.name, s.what as spelling, p.what as place,
  format(p.query, s.before || case s.name_of
    when 'plain' then e.name
    when 'upper' then upper(e.name)
    when 'quoted' then '"' || e.name || '"'
    when 'escaped' then pg_temp.escaped(e.name, '\')
    else pg_temp.escaped(e.name, '!')
  end || s.after || e.arguments) as query
from effects as e cross join spellings as s cross join places as p;

-- All combinations would take too long. The test runs those with two of the spellings or two of the places, and a tenth
-- of the others. So each effect occurs with each place and each spelling.
select setseed(0.29);
select is_empty(
  $$select d.name, d.spelling, d.place, v.verdict from (
      select * from disguises where spelling in ('with a comment', 'in code points')
        or place in ('the list', 'from')
        or random() < 0.1
    ) as d cross join lateral (select pg_temp.verdict(d.query) as verdict offset 0) as v
    where v.verdict !~ format('^OT002 segment "s" calls (pg_catalog\.)?%s\(.*\), which does more than read', d.name)
      and not (d.place = 'what closes the bracket that holds the query' and v.verdict ~ '^OT002')$$,
  'a function with effects is refused, however and wherever it is written'
);
select is((select count(*) from disguises), 2800::bigint, 'of so many ways');
select is(
  (select count(*) from pg_locks where locktype = 'advisory' and pid = pg_backend_pid()),
  0::bigint,
  'none of them was called to find that out'
);
select is_empty(
  $$select p.what, v.verdict from places as p cross join lateral (select pg_temp.verdict(format(p.query, 'lower(''X'')')) as verdict offset 0) as v
    where v.verdict <> 'accepted' and p.what not in ('what closes the bracket that holds the query')$$,
  'where a function only reads, each of these places is accepted'
);

-- User-defined functions. Every role may call them, and they are marked as harmless.
create function pg_temp.waits(
  p_text text default 'x'
) returns text language plpgsql stable as $$ begin perform pg_advisory_lock(4); return p_text; end; $$;
create function pg_temp.waits_for_ever(p_text text) returns text language plpgsql immutable as $$ begin perform pg_advisory_lock(5); return p_text; end; $$;
create function pg_temp.says(p_text text) returns text language sql stable as $$
  select p_text || pg_advisory_lock(6)::text
$$;
create function pg_temp.hides(p_text text) returns text language sql stable return p_text || pg_advisory_lock(7)::text;
do $do$ begin execute $sql$ create function pg_temp.hides_deeper(p_text text) returns text language sql immutable begin atomic select max(a.name) from outlier.authors as a where a.name = pg_temp.hides(p_text); end; $sql$; end $do$;
create function pg_temp.defaults(
  p_text text default pg_advisory_lock(8)::text
) returns text language sql stable return p_text;
do $do$ begin execute $sql$ create function pg_temp.runs_on() returns bigint language sql stable begin atomic with recursive n as (select 1::bigint as i union all select i + 1 from n) select count(*) from n; end; $sql$; end $do$;
create function pg_temp.is_like(
  p_text text, p_other text
) returns boolean language plpgsql stable as $$ begin perform pg_advisory_lock(9); return true; end; $$;
create function pg_temp.is_near(
  p_text text, p_other text
) returns boolean language sql immutable return p_text = p_other;
create operator pg_temp.=== (function = pg_temp.is_like, leftarg = text, rightarg = text);
create operator pg_temp.!=== (
  function = pg_temp.is_near, leftarg = text, rightarg = text, negator = operator(pg_temp.===)
);
create function pg_temp.step(
  p_state text, p_text text
) returns text language plpgsql immutable as $$ begin perform pg_advisory_lock(10); return p_text; end; $$;
create aggregate pg_temp.gathered(text) (sfunc = pg_temp.step, stype = text);
create function pg_temp.length_is_fine(p_text text) returns boolean language plpgsql immutable as $$ begin perform pg_advisory_lock(11); return true; end; $$;
create domain pg_temp.checked as text check (pg_temp.length_is_fine(value));
create domain pg_temp.checked_again as pg_temp.checked;
create type pg_temp.pair as (a pg_temp.checked_again, b text);
create type pg_temp.mood as enum ('good', 'bad');
create type pg_temp.worse as enum ('good');
create function pg_temp.worse_to_mood(
  p_worse pg_temp.worse
) returns pg_temp.mood language plpgsql immutable as $$ begin perform pg_advisory_lock(13); return 'good'; end; $$;
create cast (pg_temp.worse as pg_temp.mood) with function pg_temp.worse_to_mood(pg_temp.worse);
create temporary view looks as select pg_temp.waits('x') as phone_number;
grant select on pg_temp.looks to public;
create function pg_temp.shouts(p_text text) returns text language sql stable return upper(p_text);
do $do$ begin execute $sql$ create function pg_temp.shouts_at_all() returns setof text language sql stable begin atomic select upper(a.name) from outlier.authors as a; end; $sql$; end $do$;
grant execute on all routines in schema pg_temp to public;

select matches(
  pg_temp.verdict(query),
  '^OT002 segment "s" (calls .*, (which does more|and Outlier cannot see|and such a series)|is recursive)',
  format('refused: %s', what)
)
from (values
  ('select pg_temp.waits(phone_number) as phone_number from authors', 'a stable function that locks'),
  ('select pg_temp.waits() as phone_number', 'with its default'),
  (
    'select pg_temp.waits_for_ever(''x'') as phone_number',
    'an immutable one, of which the planner would make a constant'
  ),
  (
    'select pg_temp.says(phone_number) as phone_number from authors',
    'an SQL function that is a text, which the planner would put in line'
  ),
  ('select pg_temp.hides(phone_number) as phone_number from authors', 'an SQL function with a body'),
  ('select pg_temp.hides_deeper(phone_number) as phone_number from authors', 'and one that calls it'),
  ('select pg_temp.defaults() as phone_number', 'the default of an argument'),
  ('select phone_number from authors where pg_temp.runs_on() > 0', 'recursion within a function'),
  ('select phone_number from authors where name operator(pg_temp.===) ''x''', 'an operator'),
  (
    'select phone_number from authors where not (name operator(pg_temp.!===) ''x'')',
    'the operator that an operator is the opposite of'
  ),
  ('select pg_temp.gathered(phone_number) as phone_number from authors', 'an aggregate'),
  (
    'select pg_temp.gathered(phone_number) over (order by name) as phone_number from authors',
    'an aggregate as a window function'
  ),
  ('select phone_number from authors where phone_number::pg_temp.checked is not null', 'the check of a domain'),
  ('select phone_number::pg_temp.checked_again::text as phone_number from authors', 'of a domain of a domain'),
  ('select phone_number from authors where (''(x,y)''::pg_temp.pair).b = name', 'in a column of a composite type'),
  ('select phone_number from authors where (''{x}''::pg_temp.checked[]) is not null', 'in an array'),
  (
    'select phone_number from authors where json_populate_record(null::pg_temp.pair, ''{"a": "x"}'') is not null',
    'from JSON'
  ),
  ('select ''good''::pg_temp.worse::pg_temp.mood::text as phone_number', 'a cast'),
  ('select phone_number from pg_temp.looks', 'a view'),
  (
    'select phone_number from authors where table_to_xml(''looks'', true, true, '''') is not null',
    'a view that is only named'
  ),
  (
    'select phone_number from authors, generate_series(now(), ''infinity'', ''1 second'') as s',
    'an endless series of moments'
  ),
  ('select phone_number from authors, generate_series(1, 1e15) as s', 'an endless series of numerics'),
  ('select phone_number from authors, pg_locks', 'a view of the system that is more than reading'),
  ('select outlier.stop_all_sending()::text as phone_number', 'a function of Outlier')
) as refused (query, what);
select is(pg_temp.verdict(query), 'accepted', format('accepted: %s', what))
from (values
  ('select pg_temp.shouts(phone_number) as phone_number from authors', 'an SQL function whose body only reads'),
  ('select s as phone_number from pg_temp.shouts_at_all() as s', 'one that returns many'),
  ('select phone_number from authors where name::pg_temp.mood = ''good''', 'an enumeration'),
  ('select phone_number from authors tablesample bernoulli (10) order by random()', 'a sample and a random order'),
  ('select phone_number from authors where name = ''pg_sleep(2)'' -- pg_sleep(2)', 'a name in a literal and in a comment'),
  (
    'select phone_number as ":funcid 2626", phone_number from authors',
    'a column that is called like a field of the tree'
  ),
  ('select "pg_sleep".phone_number from authors as "pg_sleep"', 'a table that is called like a function'),
  ('select phone_number from authors, generate_series(1, 3)', 'a series of integers'),
  (
    'select phone_number from authors where name ~* ''^a'' and to_tsvector(''simple'', name) @@ ''ada''::tsquery and '
    'created_at > now() - interval ''1 year''',
    'what is built in'
  ),
  ('select phone_number from authors where name = ''a\'' and phone_number <> ''--''', 'a backslash is no escape')
) as accepted (query, what);
select matches(
  pg_temp.verdict('select pg_temp.waits(phone_number) as phone_number from authors'),
  '^OT002 segment "s" calls pg_temp_[0-9]+.waits\(text\), and Outlier cannot see what that function calls$',
  'the error says which function and why'
);
-- PostgreSQL evaluates a literal of a composite or array type while it parses the query, before Outlier can check it.
select is_empty(
  $$select objid from pg_locks where locktype = 'advisory' and pid = pg_backend_pid() and objid <> 11$$,
  'none of them was called, but for the check of a domain on a literal of a type that contains it'
);

-- Outlier runs the view that it has checked, even if its names refer to other objects by then.
select outlier.open_segment('s', 'select phone_number from authors order by 1');
select is_empty($$select from pg_class where relname = 'outlier_segment'$$, 'no view is left behind');
create table outlier.authors_of_later (like outlier.authors);
alter table outlier.authors rename to authors_of_before;
alter table outlier.authors_of_later rename to authors;
select is(
  (select count(*) from outlier.read_segment('s', 'outlier_segment')),
  3::bigint,
  'a table that takes the name afterwards is not read'
);
alter table outlier.authors rename to authors_of_later;
alter table outlier.authors_of_before rename to authors;
close outlier_segment;
select * from finish();
rollback;
