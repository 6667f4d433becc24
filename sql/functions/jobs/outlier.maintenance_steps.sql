create or replace function outlier.maintenance_steps()
returns text[]
language sql
immutable
set search_path = ''
as $$
  select array[
    'failovers',
    'brakes',
    'finish_sending',
    'drop_cancelled',
    'recheck',
    'expire_leases',
    'fold_tallies',
    'touch_authors',
    'send_jobs',
    'requests',
    'reviews',
    'index_events',
    'job_runs'
  ];
$$;
comment on function outlier.maintenance_steps() is
  'Returns the steps of the maintenance in their order. failovers: writes the heartbeat and looks for a failover. '
  'brakes: pauses batches with too many failures or opt-outs. finish_sending: sets sent batches to done. '
  'drop_cancelled: drops waiting messages of cancelled batches. recheck: restarts label checks whose request is gone. '
  'expire_leases: expires leases. fold_tallies: adds up tallies. touch_authors: sets last_texted_at of people whose '
  'rows were locked. send_jobs: adds and removes send jobs. requests: restores requests to Twilio. reviews: decides '
  'overdue reviews. index_events: indexes the people whom events mention. job_runs: copies the last runs of the jobs.';
