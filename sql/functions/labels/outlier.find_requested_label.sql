-- Uses the parent and organization of the request, because the settings may have changed since. If Outlier looked for
-- the label elsewhere, it would never find it and would create it again and again.
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
  'Returns the label that a request looks for or creates. Null: the database does not know it yet.';
