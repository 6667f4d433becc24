create or replace function outlier.report_request(p_request outlier.requests, p_error text, p_now timestamptz)
returns void
language sql
volatile
set search_path = ''
as $$
  select outlier.report_incident(
    'request_failed',
    pg_catalog.format('the request %s (%s) could not be processed: %s', p_request.id, p_request.kind, p_error),
    'The other requests continue. If this one is still in outlier.requests, look at its payload.',
    p_now => p_now
  );
$$;
comment on function outlier.report_request(outlier.requests, text, timestamptz) is
  'Adds an incident: a request, or the response to it, could not be processed.';
