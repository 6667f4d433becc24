-- pg_cron runs this every minute. Each step has a transaction of its own, so that it holds its locks only briefly, and
-- a failed step does not stop the others. A procedure that commits cannot set its search_path: every name below is
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
            'The other steps continue. Run this step by hand: select outlier.run_maintenance_step(%L, now());', v_step
          )
        );
    end;
    commit;
  end loop;
end;
$$;
comment on procedure outlier.run_maintenance() is
  'Runs the steps of maintenance_steps(), which repair the effects of a crash. If a step fails, adds an incident.';
