create or replace function outlier.run_maintenance_step(p_step text, p_now timestamptz)
returns void
language plpgsql
volatile
set search_path = ''
as $$
declare
  v_queue text;
begin
  case p_step
    when 'failovers' then
      perform outlier.record_heartbeat(p_now);
      perform outlier.advance_failovers(p_now);
      perform outlier.delete_unrecorded_texts(p_now);
    when 'brakes' then
      perform outlier.pause_failing_batches(p_now);
    when 'finish_sending' then
      perform outlier.finish_sent_batches(
        outlier.try_lock_batches(array(
          select b.id
          from outlier.batches as b
          where b.state = 'sending'
            and not exists (select from outlier.queued_messages as q where q.batch_id = b.id)
        )),
        p_now
      );
    when 'drop_cancelled' then
      perform outlier.drop_cancelled_messages();
    when 'recheck' then
      perform outlier.restart_label_checks();
    when 'expire_leases' then
      perform outlier.expire_leases(false, p_now);
      perform outlier.expire_leases(true, p_now);
    when 'fold_tallies' then
      perform outlier.fold_tallies();
    when 'touch_authors' then
      perform outlier.touch_late_authors();
    when 'send_jobs' then
      foreach v_queue in array array['first_messages', 'second_messages'] loop
        if outlier.has_queued_messages(v_queue) then
          perform outlier.add_send_job(v_queue);
          perform outlier.wake_executor(v_queue);
        else
          perform outlier.remove_send_job(v_queue);
        end if;
      end loop;
    when 'requests' then
      perform outlier.restore_twilio_requests(p_now);
      perform outlier.expire_direct_texts(p_now);
      if exists (select from outlier.requests) or exists (select from outlier.message_reads) then
        perform outlier.wake_executor('requests');
      end if;
    when 'reviews' then
      perform outlier.decide_overdue_reviews(p_now);
    when 'index_events' then
      perform outlier.index_events();
    when 'job_runs' then
      perform outlier.keep_job_runs();
  end case;
end;
$$;
comment on function outlier.run_maintenance_step(text, timestamptz) is
  'Runs one step of the maintenance that pg_cron runs every minute. See maintenance_steps().';
