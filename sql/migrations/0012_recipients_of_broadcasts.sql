-- A broadcast lists a hundred thousand people in one statement: what is checked or indexed row by row there is a part of every
-- broadcast's time. A segment that has been used is kept by broadcasts_segments; the id stays in recipients whatever becomes of it.
alter table outlier.recipients
  drop constraint recipients_audience_segment_id_fkey;
drop index outlier.recipients_audience_segment_id_idx;
comment on column outlier.recipients.audience_segment_id is 'The segment that yielded the person first; null in a campaign.';

-- Few people, whom each segment is compared with.
create index authors_barred_from_broadcasts_idx on outlier.authors (phone_number)
  where unsubscribed or exclude or added_via_file_upload;
