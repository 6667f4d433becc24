create or replace function outlier.ask_missive_about_messages(p_missive_ids uuid[], p_now timestamptz)
returns void
language sql
volatile
set search_path = ''
as $$
  select outlier.add_request(
    'read_messages',
    -- One subject for one set and time: another set is another question, and so is the same one asked again, while
    -- the first answer may be on its way already.
    pg_catalog.format(
      'messages:%s:%s', pg_catalog.md5(pg_catalog.array_to_string(p_missive_ids, ',')), extract(epoch from p_now)
    ),
    pg_catalog.jsonb_build_object('ids', pg_catalog.to_jsonb(p_missive_ids)),
    p_now
  );
$$;
comment on function outlier.ask_missive_about_messages(uuid[], timestamptz) is
  'Has Missive asked about messages, in one call; it takes ten ids at most.';
