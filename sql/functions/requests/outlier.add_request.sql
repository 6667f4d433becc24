create or replace function outlier.add_request(
  p_kind text,
  p_subject text,
  p_payload jsonb,
  p_due_at timestamptz default 'epoch'
)
returns void
language sql
volatile
set search_path = ''
as $$
  insert into outlier.requests (kind, subject, payload, due_at) values (p_kind, p_subject, p_payload, p_due_at)
  on conflict (subject) do nothing;
$$;
comment on function outlier.add_request(text, text, jsonb, timestamptz) is
  'Adds a request for a call by the executor at p_due_at, by default at once. If a request with the same subject '
  'exists already, adds nothing.';
