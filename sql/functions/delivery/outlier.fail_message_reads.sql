-- If Missive does not report a status, it stays unknown. The daily reconciliation then asks Twilio.
create or replace function outlier.fail_message_reads(p_request outlier.requests, p_error text, p_now timestamptz)
returns void
language plpgsql
volatile
set search_path = ''
as $$
declare
  v_settings outlier.settings;
  v_ids uuid[] := array(
    select i.id::uuid
    from pg_catalog.jsonb_array_elements_text(p_request.payload -> 'ids') as i (id)
  );
begin
  select s.* into v_settings from outlier.settings as s;
  -- One id that Missive does not know may make the whole call fail, so request each message alone.
  if p_request.last_status between 400 and 499 and pg_catalog.cardinality(v_ids) > 1 then
    delete from outlier.requests as r where r.id = p_request.id;
    perform outlier.ask_missive_about_messages(array[i.id], p_now) from pg_catalog.unnest(v_ids) as i (id);
    return;
  end if;
  if p_request.last_status = 404 or p_request.failures + 1 >= v_settings.max_failures then
    delete from outlier.requests as r where r.id = p_request.id;
    return;
  end if;
  perform outlier.requeue_request(p_request.id, p_now + v_settings.refusal_wait, p_request.last_status, p_error);
end;
$$;
comment on function outlier.fail_message_reads(outlier.requests, text, timestamptz) is
  'Handles a failed request for message statuses. After a 4xx for several messages, requests each message alone. '
  'Otherwise retries after settings.refusal_wait. Stops after settings.max_failures attempts, or after a 404 for one '
  'message.';
