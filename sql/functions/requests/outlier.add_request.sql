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
  'Has the executor make a call, at once or later, once for each subject at a time.';
