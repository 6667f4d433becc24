-- Run by pg_cron every minute. Each step is a transaction of its own, so that it holds its locks for a moment only, and
-- one that fails holds back no other. A procedure that commits cannot pin its search_path: every name below is
-- qualified.
create or replace procedure outlier.run_maintenance()
language plpgsql
as $$
declare
  v_step text;
  v_state text;
  v_message text;
begin
  foreach v_step in array outlier.maintenance_steps() loop
    begin
      perform outlier.run_maintenance_step(v_step, pg_catalog.now());
    exception
      when others then
        get stacked diagnostics v_state = returned_sqlstate, v_message = message_text;
        perform outlier.report_incident(
          'maintenance_failed',
          pg_catalog.format(
            'the maintenance step "%s" failed: %s (SQLSTATE %s)', v_step, outlier.mask_error_message(v_message), v_state
          ),
          pg_catalog.format(
            'The other steps go on. Try it by hand: select outlier.run_maintenance_step(%L, now());', v_step
          )
        );
    end;
    commit;
  end loop;
end;
$$;
comment on procedure outlier.run_maintenance() is
  'Repairs what a crash may have left behind, step by step: see maintenance_steps(). A step that fails is an incident.';
