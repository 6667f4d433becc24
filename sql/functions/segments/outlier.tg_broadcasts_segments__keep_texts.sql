-- A follow-up's text is set when the first message has been sent. A change in between would reach only some of the
-- people.
create or replace function outlier.tg_broadcasts_segments__keep_texts()
returns trigger
language plpgsql
volatile
set search_path = ''
as $$
begin
  if exists (select from outlier.broadcasts as b where b.id = OLD.broadcast_id and b.state <> 'scheduled') then
    raise exception using
      errcode = 'OT006',
      message = pg_catalog.format('broadcast %s has run, and the texts of its segments can no longer be changed',
        OLD.broadcast_id),
      hint = 'Change the texts of the upcoming broadcast.';
  end if;
  return NEW;
end;
$$;
comment on function outlier.tg_broadcasts_segments__keep_texts() is
  'Refuses to change a segment''s texts after its broadcast has run. OT006.';

create or replace trigger _100_keep_texts
  before update of first_message, second_message on outlier.broadcasts_segments
  for each row
  when (
    NEW.first_message is distinct from OLD.first_message or NEW.second_message is distinct from OLD.second_message
  )
  execute function outlier.tg_broadcasts_segments__keep_texts();
