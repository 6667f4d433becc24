-- The row is locked by then: who records a message for it has committed, and is seen, or will find it gone.
create or replace function outlier.tg_audience_segments__leave()
returns trigger
language plpgsql
volatile
-- Whoever may delete a segment may have it taken out of what was sent.
security definer
set search_path = ''
as $$
begin
  update outlier.message_statuses as s set audience_segment_id = null where s.audience_segment_id = OLD.id;
  return OLD;
end;
$$;
comment on function outlier.tg_audience_segments__leave() is
  'Messages that were sent to people of a deleted segment name no segment any more.';

create or replace trigger _200_leave
  before delete on outlier.audience_segments
  for each row
  execute function outlier.tg_audience_segments__leave();
