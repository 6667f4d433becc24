create or replace function outlier.ask_missive_about_messages(p_missive_ids uuid[], p_now timestamptz)
returns void
language sql
volatile
set search_path = ''
as $$
  select outlier.add_request(
    'read_messages',
    -- The subject identifies the set of ids and the time. The same set at another time is a new request, because the
    -- first answer may be on its way already.
    pg_catalog.format(
      'messages:%s:%s', pg_catalog.md5(pg_catalog.array_to_string(p_missive_ids, ',')), extract(epoch from p_now)
    ),
    pg_catalog.jsonb_build_object('ids', pg_catalog.to_jsonb(p_missive_ids)),
    p_now
  );
$$;
comment on function outlier.ask_missive_about_messages(uuid[], timestamptz) is
  'Requests the statuses of at most ten messages from Missive, in one call.';
