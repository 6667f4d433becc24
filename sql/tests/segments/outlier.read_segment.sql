-- Shows: table-audience_segments
begin;
select plan(22);
select test.authors(6);
create function pg_temp.yields(p_query text, p_count bigint default null) returns setof text language plpgsql as $$
declare
  v_segment refcursor := outlier.open_segment('s', p_query);
begin
  return query select outlier.read_segment('s', v_segment, p_count);
  close v_segment;
end;
$$;
select results_eq(
  $$select pg_temp.yields('select phone_number from authors order by phone_number desc')$$,
  array(select test.number(i) from generate_series(5, 0, -1) as i),
  'the order of a segment''s query is kept'
);
select results_eq(
  $$select pg_temp.yields('select current_user::text as phone_number')$$,
  array['outlier_segments'],
  'a query runs as a role that may read the audience and nothing else'
);
select is_empty($$select from pg_class where relname = 'outlier_segment'$$, 'nothing is left of it');
select throws_ok(
  $$select pg_temp.yields('select phone_number from settings')$$,
  'OT002', 'segment "s" is not accepted: column "phone_number" does not exist (character 8 of its query)',
  'it sees the tables by their names'
);
select throws_ok(
  $$select pg_temp.yields('select sending_phone_number as phone_number from settings')$$,
  'OT002', 'segment "s" is not accepted: permission denied for table settings (character 50 of its query)',
  'it cannot read what is not for segments'
);
select throws_ok(
  $$
    select pg_temp.yields(
      'select phone_number from authors) as segment; delete from outlier.authors; select segment.phone_number from '
      '(select phone_number from authors'
    )
  $$,
  'OT002', null,
  'it cannot run a second statement that writes'
);
select is((select count(*) from outlier.authors), 6::bigint, 'nothing was deleted');

-- The segment is read in parts.
select outlier.open_segment('s', 'select phone_number from authors order by phone_number', 2);
select results_eq(
  $$select outlier.read_segment('s', 'outlier_segment', 4)$$,
  array(select test.number(i) from generate_series(0, 3) as i),
  'as many as are asked for'
);
insert into outlier.authors (phone_number) values (test.number(6));
select results_eq($$
  select outlier.read_segment('s', 'outlier_segment', 4)
$$, array[test.number(4), test.number(5)], 'the rest of those who were there');
select is_empty($$select outlier.read_segment('s', 'outlier_segment', 4)$$, 'and then nobody');
close outlier_segment;
select results_eq(
  $$
    select pg_temp.yields(
      'select a.phone_number from authors as a cross join generate_series(1, 2) where a.name is null order by 1', 3
    )
  $$,
  array[test.number(0), test.number(0), test.number(1)],
  'whoever is mentioned twice is yielded twice'
);
select results_eq($$
  select pg_temp.yields('select 42 as phone_number union all select 43')
$$, array['42', '43'], 'what is not a text is taken as one');
select results_eq(
  $$select pg_temp.yields('select ''nobody''::text as phone_number -- somebody else''s number')$$, array['nobody'], 'a comment ends with its line'
);
select results_eq(
  $$select pg_temp.yields('select ''100 %s %1$s''::text as phone_number -- all of them')$$, array['100 %s %1$s'], 'what looks like a place in a format is left alone'
);
select results_eq(
  $$
    select pg_temp.yields(
      'select phone_number from authors where unsubscribed) as segment union all select a.phone_number from (select '
      'phone_number from authors order by 1 limit 1) as a, (select 1'
    )
  $$,
  array[test.number(0)],
  'what closes the bracket that holds the query is a part of the query'
);

-- Errors must not reveal values. Each of these queries fails on an author's name and number.
update outlier.authors set name = 'Jane "JJ" Doe 5550142' where phone_number = test.number(0);
create function pg_temp.told(p_query text) returns text language plpgsql as $$
declare
  v_message text; v_detail text; v_hint text;
begin
  perform pg_temp.yields(p_query);
  return 'nothing';
exception
  when others then
    get stacked diagnostics v_message = message_text, v_detail = pg_exception_detail, v_hint = pg_exception_hint;
    return concat_ws(' | ', sqlstate, v_message, v_detail, v_hint);
end;
$$;
select alike(pg_temp.told(
  'select (1 / (length(phone_number) - length(phone_number)))::text as phone_number from authors'
),
  'OT003 | segment "s" failed: division by zero | SQLSTATE 22012 | Try its query:%',
  'the error of a query names its segment and its SQLSTATE');
select alike(pg_temp.told('select (name::integer)::text as phone_number from authors where name is not null'),
  'OT003 | segment "s" failed: invalid input syntax for type integer: "…" | SQLSTATE 22P02 |%',
  'a value that is no number is not told, whatever quotes it has');
select is_empty(
  $$select q.query, told from (values
      ('select (name::date)::text as phone_number from authors where name is not null'),
      ('select (name::jsonb)::text as phone_number from authors where name is not null'),
      ('select (name::regclass)::text as phone_number from authors where name is not null'),
      ('select (name::regtype)::text as phone_number from authors where name is not null'),
      ('select (name::text[])::text as phone_number from authors where name is not null'),
      ('select (name::uuid)::text as phone_number from authors where name is not null'),
      ('select current_setting(name) as phone_number from authors where name is not null'),
      ('select (phone_number::integer)::text as phone_number from authors'),
      ('select get_bit(''x''::bytea, phone_number::bigint)::text as phone_number from authors'),
      ('select to_date(name, ''YYYY'')::text as phone_number from authors where name is not null'),
      ('select (now() at time zone name)::text as phone_number from authors where name is not null'),
      ('select regexp_replace(name, ''('' || phone_number, ''x'') as phone_number from authors where name is not null'),
      ('select format(name || ''%'' || name) as phone_number from authors where name is not null'),
      ('select phone_number from authors where name = "Jane Doe"'),
      ('select phone_number from authors where unsubscribed = ''Jane Doe'''),
      ('select phone_number from authors where created_at > ''+12005550100'''),
      ('select phone_number from authors where name = ''Jane'' ''Doe'' 12005550100')
    ) as q (query)
    cross join lateral (select pg_temp.told(q.query) as told offset 0) as t
    where told !~ '^OT00[23] \|' or told ~ 'Jane|Doe|JJ|5550'$$,
  'no error of a query tells a name or a number'
);
select is(
  outlier.clean_error_message('Ungültige Eingabe: »Jane Doe«'), 'Ungültige Eingabe: "…"', 'in other languages neither'
);
select is(
  pg_temp.told('select nam as phone_number from authors'),
  'OT002 | segment "s" is not accepted: column "nam" does not exist (character 8 of its query) | SQLSTATE 42703 | '
  'Its query must be one select that yields phone_number from the audience tables, such as: select phone_number from '
  'authors',
  'a name of the query is told, with its position'
);
select is(
  pg_temp.told('select phone_number from authors where authors.nam = 1 or name = nam'),
  'OT002 | segment "s" is not accepted: column authors.nam does not exist (character 40 of its query) | SQLSTATE '
  '42703 | Its query must be one select that yields phone_number from the audience tables, such as: select '
  'phone_number from authors',
  'with its table too'
);
set local statement_timeout = '200ms';
select throws_ok(
  $$
    select pg_temp.yields(
      'select sum(length(md5(i::text)))::text as phone_number from generate_series(1, 5000000) as i'
    )
  $$,
  'OT003', 'segment "s" took longer than allowed',
  'a query that outlasts the time limit fails, and is named'
);
set local statement_timeout = 0;
select * from finish();
rollback;
