-- By the parent and the organization that Missive was asked for: the settings may have changed since, and a label that
-- is looked for somewhere else is never found and made again and again.
create or replace function outlier.find_requested_label(p_request outlier.requests)
returns uuid
language sql
stable
set search_path = ''
as $$
  select outlier.find_label(
    p_request.payload ->> 'name', (p_request.payload ->> 'parent')::uuid, (p_request.payload ->> 'organization')::uuid
  );
$$;
comment on function outlier.find_requested_label(outlier.requests) is
  'The label that a request looks for or makes; null where the database does not know it yet.';
