-- The content of a response must not stop anything else. A response that Outlier cannot use counts as a failure of the
-- request. If Outlier cannot process the failure either, it retries the request and after settings.max_failures
-- failures deletes it.
create or replace function outlier.act_on_answer(
  p_request outlier.requests,
  p_outcome text,
  p_status integer,
  p_body text,
  p_now timestamptz
)
returns void
language plpgsql
volatile
set search_path = ''
as $$
declare
  v_error text := coalesce(pg_catalog.left(p_body, 2000), p_outcome);
  v_state text;
  v_message text;
begin
  if p_outcome = 'accepted' then
    begin
      perform outlier.apply_answer(p_request, outlier.parse_json(p_body), p_now);
      return;
    exception
      when others then
        get stacked diagnostics v_state = returned_sqlstate, v_message = message_text;
        -- The executor submits the response again.
        if outlier.is_unrelated_to_row(v_state) then
          raise;
        end if;
        v_error := pg_catalog.format(
          'the answer cannot be used: %s (SQLSTATE %s)', outlier.mask_error_message(v_message), v_state
        );
        perform outlier.report_request(p_request, v_error, p_now);
    end;
  end if;
  begin
    p_request.last_status := p_status;
    perform outlier.apply_failure(p_request, v_error, p_now, p_outcome);
  exception
    when others then
      get stacked diagnostics v_state = returned_sqlstate, v_message = message_text;
      if outlier.is_unrelated_to_row(v_state) then
        raise;
      end if;
      v_error := pg_catalog.format(
        'its failure cannot be processed: %s (SQLSTATE %s)', outlier.mask_error_message(v_message), v_state
      );
      perform outlier.report_request(p_request, v_error, p_now);
      if p_request.failures + 1 < (select s.max_failures from outlier.settings as s) then
        perform outlier.requeue_request(p_request.id, p_now + s.refusal_wait, p_status, v_error)
        from outlier.settings as s;
      else
        delete from outlier.requests as r where r.id = p_request.id;
      end if;
  end;
end;
$$;
comment on function outlier.act_on_answer(outlier.requests, text, integer, text, timestamptz) is
  'Processes the response to a request, or its failure. An error in this processing adds an incident that names the '
  'request. The request is then retried or deleted.';
