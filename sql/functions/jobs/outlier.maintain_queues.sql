create or replace function outlier.maintain_queues(p_now timestamptz default now())
returns void
language plpgsql
volatile
set search_path = ''
as $$
declare
  v_step text;
begin
  foreach v_step in array outlier.maintenance_steps() loop
    perform outlier.run_maintenance_step(v_step, p_now);
  end loop;
end;
$$;
comment on function outlier.maintain_queues(timestamptz) is
  'Runs all steps of the maintenance in one transaction, for a call by hand. pg_cron calls run_maintenance() instead, '
  'in which each step has a transaction of its own.';
