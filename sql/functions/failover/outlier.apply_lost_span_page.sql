-- Order of locks: the request, the failover, people, batches, messages.
create or replace function outlier.apply_lost_span_page(p_request outlier.requests, p_answer jsonb, p_now timestamptz)
returns void
language plpgsql
volatile
set search_path = ''
as $$
declare
  v_failover outlier.failovers;
  v_is_incoming boolean := p_request.payload ? 'to';
  v_begins timestamptz;
  v_messages outlier.logged_message[];
  v_recorded integer := 0;
  v_heard integer := 0;
  v_next text := p_answer ->> 'next_page_uri';
  v_is_over boolean;
begin
  if pg_catalog.jsonb_typeof(p_answer -> 'messages') is distinct from 'array' then
    perform outlier.fail_lost_span(p_request, 'the answer is not a list of messages', p_now);
    return;
  end if;
  select f.* into v_failover
  from outlier.failovers as f
  where f.id = (p_request.payload ->> 'failover')::bigint
    and f.state <> 'done'
  for update;
  if not found then
    delete from outlier.requests as r where r.id = p_request.id;
    return;
  end if;

  v_begins := outlier.find_lost_span_start(v_failover, v_is_incoming);
  if v_is_incoming then
    v_heard := outlier.apply_missed_texts(p_answer -> 'messages', v_begins, p_now);
  else
    v_messages := array(
      select m
      from pg_catalog.unnest(outlier.read_logged_messages(p_answer -> 'messages', p_now)) as m
      where m.made_at >= v_begins
    );
    v_recorded := outlier.match_logged_texts(
      v_failover.id, p_request.payload ->> 'from', v_messages, p_now
    );
  end if;

  -- If a page names itself as the next page, the reading would never end.
  v_is_over := v_next is null
    or v_next = p_request.payload ->> 'page'
    or (
      select pg_catalog.max(outlier.parse_twilio_time(m.message ->> 'date_created'))
      from pg_catalog.jsonb_array_elements(p_answer -> 'messages') as m (message)
    ) < v_begins;
  update outlier.failovers as f
  set
    lists_left = greatest(0, f.lists_left - case when v_is_over then 1 else 0 end),
    texts_recorded = f.texts_recorded + v_recorded,
    texts_heard = f.texts_heard + v_heard,
    error = null
  where f.id = v_failover.id;
  if v_is_over then
    delete from outlier.requests as r where r.id = p_request.id;
    -- The next claim continues the failover.
    perform outlier.wake_executor();
  else
    update outlier.requests as r
    set payload = r.payload || pg_catalog.jsonb_build_object('page', v_next)
    where r.id = p_request.id;
    perform outlier.requeue_request(p_request.id, p_now);
    perform outlier.wake_executor('requests');
  end if;
end;
$$;
comment on function outlier.apply_lost_span_page(outlier.requests, jsonb, timestamptz) is
  'Processes a page of Twilio''s log for the span of a failover. Records outgoing texts as sent, processes incoming '
  'texts, and requests the next page until a page is older than the span.';
