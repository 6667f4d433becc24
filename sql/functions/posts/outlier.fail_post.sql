-- After any failure, Outlier looks for the post before it creates it again, even if the status says that nothing was
-- done.
create or replace function outlier.fail_post(p_request outlier.requests, p_error text, p_now timestamptz)
returns void
language plpgsql
volatile
set search_path = ''
as $$
declare
  v_settings outlier.settings;
begin
  select s.* into v_settings from outlier.settings as s;
  if p_request.failures + 1 < v_settings.max_failures then
    update outlier.requests as r set kind = 'find_post' where r.id = p_request.id;
    perform outlier.requeue_request(p_request.id, p_now + v_settings.refusal_wait, p_request.last_status, p_error);
    return;
  end if;
  delete from outlier.requests as r where r.id = p_request.id;
  perform outlier.report_incident(
    'post_failed',
    pg_catalog.format('the post "%s" could not be created in the conversation %s: %s',
      p_request.subject, p_request.payload ->> 'conversation', coalesce(p_request.last_status::text, p_error)),
    pg_catalog.format('If it is still needed, write it there by hand: %s', p_request.payload ->> 'text'),
    p_now => p_now
  );
end;
$$;
comment on function outlier.fail_post(outlier.requests, text, timestamptz) is
  'Handles a post that was refused or whose response was lost. Looks for the post and creates it if it is missing. '
  'After settings.max_failures failures, stops retrying and adds an incident.';
