create or replace function outlier.actor_name()
returns text
language sql
stable
set search_path = ''
as $$
  select pg_catalog.regexp_replace(outlier.current_actor(), '^(token|jwt|role) ', '');
$$;
comment on function outlier.actor_name() is
  'Returns the name of the current actor without its kind, for posts and events that the team reads. See '
  'current_actor().';
