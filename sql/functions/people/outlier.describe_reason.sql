create or replace function outlier.describe_reason(p_reason text)
returns text
language sql
immutable
strict
set search_path = ''
as $$
  select p_reason || ': ' || case p_reason
    when 'unsubscribed' then 'this person has opted out'
    when 'excluded' then 'this person is excluded by the newsroom'
    when 'excluded_segment' then 'this person carries a label that the campaign excludes'
    when 'added_via_file_upload' then 'this person was added by an uploaded file, and gets campaigns but no broadcasts'
    when 'invalid_number' then 'this number is not in outlier.authors'
    when 'no_message' then 'the line of the file has no text, and the campaign has no text for everybody'
    when 'duplicate' then 'this person already got the message'
    when 'answered' then 'this person answered before the follow-up was due'
    when 'cancelled' then 'the batch was cancelled before the message went out'
    when 'gave_up' then 'Missive refused the message too often: see outlier.dead_letters'
    when 'expired' then 'the sending time of the batch ended before the message could leave'
    when 'frequency_cap' then
      'this person already had as many texts as settings.max_texts_per_day or max_batches_per_week allows'
    when 'failed' then 'the message was not delivered, for a reason that may be temporary'
    when 'erased' then 'this person was erased while the message waited'
    when 'not_sent' then 'the batch has not been sent yet'
    when 'not_in_segment' then 'no segment of the batch yields this person'
    when 'not_in_file' then 'the file of the campaign does not list this person'
    when 'beyond_share' then 'a segment yields this person, but its share of the broadcast was already full'
    when 'segment_failed' then
      'the query of a segment failed, and no other segment yields this person: run outlier check'
    when 'joined_later' then
      'the segments of the campaign include this person now, but did not when the campaign was queued'
    else 'Outlier has no more details'
  end;
$$;
comment on function outlier.describe_reason(text) is
  'Returns a reason why a person was not texted, followed by a sentence that explains it. p_reason: a reason of '
  'outlier.recipients or find_reason_not_sent().';
