-- One transaction applies the page, updates the reconciliation and requests the next page.
create or replace function outlier.apply_message_page(p_request outlier.requests, p_answer jsonb, p_now timestamptz)
returns void
language plpgsql
volatile
set search_path = ''
as $$
declare
  v_pass outlier.reconciliations;
  v_messages outlier.logged_message[];
  v_counts record;
  v_next text := p_answer ->> 'next_page_uri';
  v_left text[];
begin
  if pg_catalog.jsonb_typeof(p_answer -> 'messages') is distinct from 'array' then
    perform outlier.fail_twilio_request(p_request, 'the answer is not a list of messages', p_now);
    return;
  end if;
  select r.* into v_pass
  from outlier.reconciliations as r
  where r.id = (p_request.payload ->> 'reconciliation')::bigint
    and r.state = 'running'
  for update;
  if not found then
    delete from outlier.requests as r where r.id = p_request.id;
    return;
  end if;

  -- Twilio filters only by whole days.
  v_messages := array(
    select m
    from pg_catalog.unnest(outlier.read_logged_messages(p_answer -> 'messages', p_now)) as m
    where coalesce(m.sent_at, m.made_at, v_pass.since) >= v_pass.since
  );
  select * into v_counts from outlier.apply_logged_messages(v_messages, p_now);
  -- If a page names itself as the next one, the reconciliation would read it for ever.
  if v_next = p_request.payload ->> 'page' then
    v_next := null;
  end if;
  -- After the last page of one of our numbers, read the first page of the next number.
  v_left := case when v_next is null then v_pass.phone_numbers[2:] else v_pass.phone_numbers end;
  update outlier.reconciliations as r
  set
    pages = r.pages + 1,
    listed = r.listed + pg_catalog.cardinality(v_messages),
    matched = r.matched + v_counts.matched,
    changed = r.changed + v_counts.changed,
    next_page = v_next,
    phone_numbers = v_left,
    listing = pg_catalog.cardinality(v_left) > 0,
    updated_at = p_now
  where r.id = v_pass.id;
  delete from outlier.requests as r where r.id = p_request.id;
  if pg_catalog.cardinality(v_left) > 0 then
    perform outlier.ask_for_page(v_pass.id, p_now);
  else
    perform outlier.request_missing_messages(v_pass.id, p_now);
    perform outlier.finish_reconciliation(v_pass.id, p_now);
  end if;
end;
$$;
comment on function outlier.apply_message_page(outlier.requests, jsonb, timestamptz) is
  'Applies a page of Twilio''s log and requests the next page, or the first page of our next number. After the last '
  'page, requests the messages that no page showed.';
