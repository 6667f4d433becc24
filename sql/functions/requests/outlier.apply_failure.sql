-- If something waits for the response now, it continues without it. Other requests are retried, and deleted after
-- settings.max_failures failures.
create or replace function outlier.apply_failure(
  p_request outlier.requests,
  p_error text,
  p_now timestamptz,
  p_outcome text default 'refused'
)
returns void
language plpgsql
volatile
set search_path = ''
as $$
declare
  v_settings outlier.settings;
begin
  if p_request.kind = 'shorten_link' then
    perform outlier.apply_short_link((p_request.payload ->> 'link')::bigint, null, p_error, p_now);
    delete from outlier.requests as r where r.id = p_request.id;
    return;
  end if;
  if p_request.kind in ('create_post', 'find_post') then
    perform outlier.fail_post(p_request, p_error, p_now);
    return;
  end if;
  if p_request.kind = 'send_text' then
    perform outlier.fail_direct_text(p_request, p_error, p_now, p_outcome);
    return;
  end if;
  if p_request.kind = 'read_messages' then
    perform outlier.fail_message_reads(p_request, p_error, p_now);
    return;
  end if;
  if p_request.kind = 'refresh_lookup' then
    -- The lookup service gets its next refresh with the next message. Without this, requests would pile up if the
    -- executor has no address of the service.
    delete from outlier.requests as r where r.id = p_request.id;
    return;
  end if;
  if p_request.kind = 'list_lost_span' then
    perform outlier.fail_lost_span(p_request, p_error, p_now);
    return;
  end if;
  if p_request.kind in ('list_messages', 'find_message', 'read_message', 'read_person') then
    perform outlier.fail_twilio_request(p_request, p_error, p_now);
    return;
  end if;
  if p_request.kind = 'read_conversation' then
    if p_request.last_status in (401, 403) then
      perform outlier.report_incident(
        'labels_unread',
        pg_catalog.format(
          'Missive refuses to show conversations (%s): Outlier excludes people by its own copy of the labels',
          p_request.last_status
        ),
        'Check Missive__ReadConversationsToken of the executor''s configuration.',
        p_now => p_now
      );
    end if;
    perform outlier.apply_conversation_read(p_request, null, p_now);
    return;
  end if;

  select s.* into v_settings from outlier.settings as s;
  if p_request.failures + 1 < v_settings.max_failures then
    -- The outcome of creating the label may be unknown. Outlier looks for the label before it creates another.
    update outlier.requests as r
    set kind = 'list_labels', payload = r.payload || '{"offset": 0}'
    where r.id = p_request.id;
    perform outlier.requeue_request(p_request.id, p_now + v_settings.refusal_wait, p_request.last_status, p_error);
    return;
  end if;
  delete from outlier.requests as r where r.id = p_request.id;
  perform outlier.report_incident(
    'label_failed',
    pg_catalog.format(
      'the label "%s" was neither found nor created in Missive: %s', p_request.payload ->> 'name', p_error
    ),
    'Messages of its campaigns go out without the label. To try again: select outlier.find_or_request_label(''…'');',
    p_now => p_now
  );
end;
$$;
comment on function outlier.apply_failure(outlier.requests, text, timestamptz, text) is
  'Decides whether to retry a request that was refused or whose response was lost.';
