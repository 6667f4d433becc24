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
    when 'added_via_file_upload' then 'this person came in a file, and gets campaigns but no broadcasts'
    when 'invalid_number' then 'nobody in outlier.authors has this number'
    when 'no_message' then 'the line of the file has no text, and the campaign has none for everybody'
    when 'duplicate' then 'this person had the message already'
    when 'answered' then 'this person answered before the follow-up was due'
    when 'cancelled' then 'the batch was cancelled before the message went out'
    when 'gave_up' then 'Missive refused the message too often: see outlier.dead_letters'
    when 'expired' then 'the time in which the batch was to be sent was over before the message could leave'
    when 'frequency_cap' then
      'this person had had as many texts as settings.max_texts_per_day or max_batches_per_week allows'
    when 'failed' then 'the message was not delivered, for a reason that may pass'
    when 'erased' then 'this person was erased while the message waited'
    when 'not_sent' then 'the batch has not been sent yet'
    when 'not_in_segment' then 'no segment of the batch yields this person'
    when 'not_in_file' then 'the file of the campaign does not list this person'
    when 'beyond_share' then 'a segment yields this person, after its share of the broadcast was full'
    when 'segment_failed' then
      'no segment that could be asked yields this person, and the query of another one failed: see outlier check'
    when 'joined_later' then 'the segments of the campaign reach this person now, and did not when it was queued'
    else 'no more is known'
  end;
$$;
comment on function outlier.describe_reason(text) is
  'Returns a reason why a person was not texted, followed by a sentence that explains it. p_reason: a reason of '
  'outlier.recipients or find_reason_not_sent().';
