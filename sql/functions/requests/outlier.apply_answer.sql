create or replace function outlier.apply_answer(p_request outlier.requests, p_answer jsonb, p_now timestamptz)
returns void
language plpgsql
volatile
set search_path = ''
as $$
begin
  case p_request.kind
    when 'list_labels' then
      perform outlier.apply_label_list(p_request, p_answer, p_now);
    when 'create_label' then
      perform outlier.apply_created_label(p_request, p_answer, p_now);
    when 'read_conversation' then
      perform outlier.apply_conversation_read(p_request, p_answer, p_now);
    when 'create_post' then
      perform outlier.apply_post(p_request, p_answer, p_now);
    when 'send_text' then
      perform outlier.settle_direct_text(
        p_request,
        'sent',
        case when outlier.is_uuid(p_answer #>> '{drafts,id}') then (p_answer #>> '{drafts,id}')::uuid end,
        null,
        p_now
      );
    when 'find_post' then
      perform outlier.apply_post_list(p_request, p_answer, p_now);
    when 'read_messages' then
      perform outlier.apply_message_reads(p_request, p_answer, p_now);
    when 'refresh_lookup' then
      delete from outlier.requests as r where r.id = p_request.id;
    when 'list_messages' then
      perform outlier.apply_message_page(p_request, p_answer, p_now);
    when 'list_lost_span' then
      perform outlier.apply_lost_span_page(p_request, p_answer, p_now);
    when 'find_message' then
      perform outlier.apply_found_message(p_request, p_answer, p_now);
    when 'read_message', 'read_person' then
      perform outlier.apply_read_message(p_request, p_answer, p_now);
    when 'shorten_link' then
      perform outlier.apply_short_link((p_request.payload ->> 'link')::bigint, p_answer ->> 'shortLink', null, p_now);
      delete from outlier.requests as r where r.id = p_request.id;
  end case;
end;
$$;
comment on function outlier.apply_answer(outlier.requests, jsonb, timestamptz) is
  'Processes the response to a request that was accepted. p_answer is null if the response was empty or not JSON.';
