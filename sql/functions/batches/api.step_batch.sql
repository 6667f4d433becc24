create or replace function api.step_batch(p_kind text, p_id bigint, p_step text, p_now timestamptz default now())
returns jsonb
language plpgsql
volatile
security definer
set search_path = ''
as $$
begin
  perform outlier.require_batch(p_kind, p_id);
  case p_step
    when 'pause' then perform outlier.pause_batch(p_id, p_now);
    when 'resume' then perform outlier.resume_batch(p_id, p_now);
    when 'cancel' then perform outlier.cancel_batch(p_id);
    when 'approve' then perform outlier.approve_batch(p_id, outlier.current_actor(), p_now);
  end case;
  return outlier.batch_json(p_id, p_now);
end;
$$;
comment on function api.step_batch(text, bigint, text, timestamptz) is
  'Pauses, resumes, cancels or approves a broadcast or campaign, and returns it. OT005: its state does not allow the '
  'step. OT009: there is no such batch. OT013: the caller wrote the batch and cannot approve it.';
grant execute on function api.step_batch(text, bigint, text, timestamptz) to outlier_executor;
