create or replace function outlier.apply_label_list(p_request outlier.requests, p_answer jsonb, p_now timestamptz)
returns void
language plpgsql
volatile
set search_path = ''
as $$
declare
  v_labels jsonb := p_answer -> 'shared_labels';
  v_offset integer := (p_request.payload ->> 'offset')::integer;
  v_limit integer := (p_request.payload ->> 'limit')::integer;
  v_id uuid;
begin
  if pg_catalog.jsonb_typeof(v_labels) is distinct from 'array' then
    perform outlier.apply_failure(p_request, 'the answer is not a list of labels', p_now);
    return;
  end if;
  perform outlier.upsert_labels(v_labels, p_now);
  v_id := outlier.find_requested_label(p_request);
  if v_id is not null then
    perform outlier.assign_label(p_request.payload ->> 'name', v_id);
    delete from outlier.requests as r where r.id = p_request.id;
    return;
  end if;
  -- No newsroom has so many labels. The reading must stop if Missive's list does not end.
  if v_offset > 20000 then
    perform outlier.apply_failure(p_request, 'the list of labels does not end', p_now);
    return;
  end if;
  update outlier.requests as r
  set
    kind = case when pg_catalog.jsonb_array_length(v_labels) < v_limit then 'create_label' else 'list_labels' end,
    payload = r.payload || pg_catalog.jsonb_build_object('offset', v_offset + v_limit)
  where r.id = p_request.id;
  perform outlier.requeue_request(p_request.id, p_now);
  perform outlier.wake_executor('requests');
end;
$$;
comment on function outlier.apply_label_list(outlier.requests, jsonb, timestamptz) is
  'Processes a page of Missive''s labels. If the wanted label is on it, gives its id to the campaigns. Otherwise '
  'requests the next page or, after the last page, the creation of the label.';
