create or replace function outlier.release_linked_batches(p_now timestamptz)
returns void
language plpgsql
volatile
set search_path = ''
as $$
begin
  perform outlier.lock_batches(array(
    select b.id from outlier.batches as b where b.state in ('sending', 'paused') and b.links_settle_by > p_now
  ));
  update outlier.batches as b
  set links_settle_by = p_now
  where b.state in ('sending', 'paused')
    and b.links_settle_by > p_now
    -- A personalized batch has a text for each person. These texts are not searched again for every link.
    and not (b.is_personalized and exists (select from outlier.links as l where l.state = 'wanted'))
    and not outlier.has_pending_links(
      array[b.first_message, b.second_message] || outlier.segment_texts(b.broadcast_id)
    );
  if found then
    perform outlier.wake_executor();
  end if;
end;
$$;
comment on function outlier.release_linked_batches(timestamptz) is
  'Starts the sending of batches whose short links have all been created or failed.';
