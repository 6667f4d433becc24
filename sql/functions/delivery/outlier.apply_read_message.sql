create or replace function outlier.apply_read_message(p_request outlier.requests, p_answer jsonb, p_now timestamptz)
returns void
language plpgsql
volatile
set search_path = ''
as $$
declare
  v_pass_id bigint := (p_request.payload ->> 'reconciliation')::bigint;
  v_counts record;
begin
  perform from outlier.reconciliations as r where r.id = v_pass_id for update;
  select * into v_counts
  from outlier.apply_logged_messages(
    outlier.read_logged_messages(
      case
        when p_request.kind = 'read_message' then pg_catalog.jsonb_build_array(p_answer)
        else p_answer -> 'messages'
      end,
      p_now
    ),
    p_now
  );
  perform outlier.mark_messages_checked(p_request, p_now);
  update outlier.reconciliations as r
  set read_singly = r.read_singly + 1, changed = r.changed + v_counts.changed, updated_at = p_now
  where r.id = v_pass_id;
  delete from outlier.requests as r where r.id = p_request.id;
  perform outlier.finish_reconciliation(v_pass_id, p_now);
end;
$$;
comment on function outlier.apply_read_message(outlier.requests, jsonb, timestamptz) is
  'Applies one message of Twilio''s log, or the messages of one person.';
