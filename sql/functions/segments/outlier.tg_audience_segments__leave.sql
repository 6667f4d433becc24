-- The segment's row is already locked here. A session that records a message for this segment has either committed, so
-- that its row is visible, or will find the segment deleted.
create or replace function outlier.tg_audience_segments__leave()
returns trigger
language plpgsql
volatile
-- Security definer: a user who may delete a segment needs no right to update message_statuses.
security definer
set search_path = ''
as $$
begin
  update outlier.message_statuses as s set audience_segment_id = null where s.audience_segment_id = OLD.id;
  return OLD;
end;
$$;
comment on function outlier.tg_audience_segments__leave() is
  'Clears the segment of messages that were sent to people of a deleted segment.';

create or replace trigger _200_leave
  before delete on outlier.audience_segments
  for each row
  execute function outlier.tg_audience_segments__leave();
