create or replace function outlier.ask_for_messages(p_missive_ids uuid[], p_now timestamptz)
returns void
language sql
volatile
set search_path = ''
as $$
  select outlier.add_request(
    'read_messages',
    pg_catalog.format('messages:%s:%s', p_missive_ids[1], pg_catalog.cardinality(p_missive_ids)),
    pg_catalog.jsonb_build_object('ids', pg_catalog.to_jsonb(p_missive_ids)),
    p_now
  );
$$;
comment on function outlier.ask_for_messages(uuid[], timestamptz) is 'Has Missive asked about messages, in one call; it takes ten ids at most.';
