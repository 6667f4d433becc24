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
  'The steps of the maintenance, in their order: write the heartbeat and look for a failover; pause what fails or '
  'makes people opt out; mark as done what is through; drop what waits of something that was cancelled; ask again '
  'about labels where the question is gone; expire leases; add up tallies; note when people were texted whose rows '
  'were locked at the time; set up and take down send jobs; ask Twilio again; decide overdue reviews; note whom events '
  'mention; keep how the jobs ran last.';
