create or replace function outlier.settle_direct_text(
  p_request outlier.requests,
  p_state text,
  p_missive_id uuid,
  p_error text,
  p_now timestamptz
)
returns void
language plpgsql
volatile
set search_path = ''
as $$
declare
  v_text outlier.direct_texts;
  v_what text;
begin
  delete from outlier.requests as r where r.id = p_request.id;
  update outlier.direct_texts as t
  set state = p_state, missive_id = p_missive_id, error = pg_catalog.left(p_error, 500), settled_at = p_now
  where t.id = (p_request.payload ->> 'text')::bigint
  returning t.* into v_text;
  if v_text.purpose = 'test' and p_state = 'sent' then
    perform outlier.touch_authors(array[v_text.phone_number], array[p_now]);
  end if;
  v_what := case when v_text.purpose = 'test' then 'a test' else 'an answer to a person' end;
  if p_state not in ('sent', 'cancelled') then
    perform outlier.report_incident(
      case when v_text.purpose = 'test' then 'test_' else 'answer_' end || p_state,
      case p_state
        when 'unknown' then v_what || ' was sent to Missive, but Missive did not answer: Outlier does not send it again'
        when 'expired' then v_what || ' was not sent in time'
        else 'Missive refused ' || v_what
      end,
      'Select the texts from outlier.direct_texts where state is not ''sent''. If a person still waits for help, write '
      'to them in Missive.',
      v_text.batch_id,
      p_now => p_now
    );
  end if;
end;
$$;
comment on function outlier.settle_direct_text(outlier.requests, text, uuid, text, timestamptz) is
  'Records the outcome of a text outside of batches. Opens an incident unless the text was sent or cancelled.';
