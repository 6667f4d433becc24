create or replace function outlier.review_json(p_review outlier.consent_reviews)
returns jsonb
language sql
stable
set search_path = ''
as $$
  select pg_catalog.jsonb_strip_nulls(pg_catalog.jsonb_build_object(
    'id', p_review.id,
    'phoneNumber', p_review.phone_number,
    'name', (select a.name from outlier.authors as a where a.phone_number = p_review.phone_number),
    'message', p_review.message,
    'words', p_review.words,
    'messages', p_review.messages,
    'conversation', p_review.conversation_id,
    'openedAt', pg_catalog.floor(extract(epoch from p_review.opened_at)),
    'dueAt', pg_catalog.floor(extract(epoch from p_review.due_at)),
    'decision', p_review.decision,
    'decidedAt', pg_catalog.floor(extract(epoch from p_review.decided_at)),
    'decidedBy', p_review.decided_by
  ));
$$;
comment on function outlier.review_json(outlier.consent_reviews) is 'Returns a review as the HTTP API shows it.';
