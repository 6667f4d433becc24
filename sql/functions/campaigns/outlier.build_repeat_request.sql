-- An exemption is given for one message, so a repeat starts without it.
create or replace function outlier.build_repeat_request(p_batch outlier.batches, p_request jsonb)
returns jsonb
language plpgsql
stable
set search_path = ''
as $$
begin
  if pg_catalog.jsonb_typeof(p_request) is distinct from 'object' then
    raise exception using errcode = 'OT010', message = 'the request must be a JSON object';
  end if;
  return pg_catalog.jsonb_build_object(
    'title', p_batch.title,
    -- Use the texts as the team wrote them. The short links were created for the original batch.
    'firstMessage', case
      when not p_batch.is_personalized then coalesce(p_batch.original_first_message, p_batch.first_message)
    end,
    'secondMessage', coalesce(p_batch.original_second_message, p_batch.second_message),
    'delay', p_batch.delay,
    'campaignLabelName', p_batch.label_name,
    'priority', p_batch.priority,
    'sendWithin', extract(epoch from p_batch.send_within)::bigint
  ) || p_request;
end;
$$;
comment on function outlier.build_repeat_request(outlier.batches, jsonb) is
  'Builds a request for a campaign like a batch, without its people. The fields of p_request replace those of the '
  'batch. OT010: p_request is not an object.';
