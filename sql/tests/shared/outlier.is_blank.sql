-- A text that looks blank to a person is blank for the function and for every constraint.
begin;
select plan(9);
create temp table invisible as
select chr(code) as character, format('U+%s', upper(lpad(to_hex(code), 4, '0'))) as name
from (
  select generate_series(first, last) as code
  from (values
    (1, 32),
    (127, 160),
    (173, 173),
    (847, 847),
    (1564, 1564),
    (4447, 4448),
    (5760, 5760),
    (6068, 6069),
    (6155, 6159),
    (8192, 8207),
    (8232, 8239),
    (8287, 8303),
    (10240, 10240),
    (12288, 12288),
    (12644, 12644),
    (65024, 65039),
    (65279, 65279),
    (65440, 65440),
    (65529, 65531),
    (119155, 119162),
    (917505, 917505), (917536, 917631), (917760, 917999)
  ) as ranges (first, last)
) as codes;
select is(
  array(select name from invisible where not outlier.is_blank(character)), '{}',
  'no character that nobody sees makes a text'
);
select is(
  array(select name from invisible where outlier.is_blank(character || 'a') or outlier.is_blank('👍' || character)),
  '{}', 'and beside one that is seen it is no harm'
);
select ok(outlier.is_blank((select string_agg(character, '') from invisible)), 'all of them together are blank');
select is(
  array(
    select t
    from unnest(array['a', '.', '¿', 'é', '中', '👍', '🇺🇸', '👩‍🌾', '©', '0', 'ا', 'ก', E'\ufffd']) as t
    where outlier.is_blank(t)
  ),
  '{}', 'whatever can be seen is not blank'
);
select ok(outlier.is_blank(null), 'nothing is blank');
select ok(outlier.is_blank(''), 'an empty text is blank');
create function pg_temp.visible(p_table text, p_constraint text) returns text language sql as $$
  select pg_get_constraintdef(oid) from pg_constraint where conrelid = p_table::regclass and conname = p_constraint
$$;
create function pg_temp.pattern() returns text language sql as $$
  -- Joins the parts of the literal, as PostgreSQL's parser does.
  select regexp_replace((regexp_match(prosrc, '!~(.*),\s+true', 's'))[1], '\s*''\s*''\s*|^\s*''|''\s*$', '', 'g')
  from pg_proc
  where oid = 'outlier.is_blank(text)'::regprocedure
$$;
select ok(length(pg_temp.pattern()) > 200, 'the characters are listed once in the function');
select is(
  array(
    select c.conrelid::regclass || ' ' || c.conname
    from pg_constraint as c
    where c.contype = 'c'
      and c.connamespace = 'outlier'::regnamespace
      and c.conname ~ '_is_not_blank$|visible_name$|^message_has_1_to_1600_characters$'
      and c.conname !~ 'no_slash'
      and strpos(pg_get_constraintdef(c.oid), pg_temp.pattern()) = 0
    order by 1
  ),
  '{}', 'and the same ones are in every constraint'
);
select is(
  (
    select count(*)
    from pg_constraint
    where connamespace = 'outlier'::regnamespace and strpos(pg_get_constraintdef(oid), pg_temp.pattern()) > 0
  ),
  14::bigint, 'of texts, titles and names'
);
select * from finish();
rollback;
