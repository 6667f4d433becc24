create or replace function outlier.apply_double_failure(p_request outlier.requests, p_now timestamptz)
returns void
language plpgsql
volatile
set search_path = ''
as $$
begin
  perform outlier.close_conversation(
    (p_request.payload ->> 'conversation')::uuid, (p_request.payload #>> '{details,label}')::uuid, p_now
  );
  update outlier.message_statuses as s
  set closed = true, updated_at = p_now
  where s.id = any (
    array(select pg_catalog.jsonb_array_elements_text(p_request.payload #> '{details,statuses}')::bigint)
  );
end;
$$;
comment on function outlier.apply_double_failure(outlier.requests, timestamptz) is
  'Runs when Missive has accepted the post. Records the label and the closing in the mirror, and marks the two '
  'messages as closed.';
