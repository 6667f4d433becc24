create or replace function api.desk_newsroom()
returns jsonb
language sql
stable
security definer
set search_path = ''
as $$
  select pg_catalog.jsonb_build_object('timeZone', s.time_zone, 'testNumbers', pg_catalog.to_jsonb(s.test_numbers))
  from outlier.settings as s;
$$;
comment on function api.desk_newsroom() is
  'Returns the values that every part of the page needs: the time zone of the newsroom, and the test numbers.';
grant execute on function api.desk_newsroom() to outlier_executor;
