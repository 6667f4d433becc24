create or replace function outlier.apply_created_label(p_request outlier.requests, p_answer jsonb, p_now timestamptz)
returns void
language plpgsql
volatile
set search_path = ''
as $$
declare
  v_labels jsonb := p_answer -> 'shared_labels';
  v_id uuid;
begin
  if pg_catalog.jsonb_typeof(v_labels) = 'object' then
    v_labels := pg_catalog.jsonb_build_array(v_labels);
  end if;
  perform outlier.upsert_labels(v_labels, p_now);
  v_id := outlier.find_requested_label(p_request);
  if v_id is null then
    -- Missive accepted the request, but the response does not contain the label's id. A retry reads the list of labels.
    perform outlier.apply_failure(p_request, 'the answer does not contain the label', p_now);
    return;
  end if;
  perform outlier.assign_label(p_request.payload ->> 'name', v_id);
  delete from outlier.requests as r where r.id = p_request.id;
end;
$$;
comment on function outlier.apply_created_label(outlier.requests, jsonb, timestamptz) is
  'Processes Missive''s response to the creation of a label: gives its id to the campaigns that asked for it.';
