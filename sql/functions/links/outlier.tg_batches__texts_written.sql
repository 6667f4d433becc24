create or replace function outlier.tg_batches__texts_written()
returns trigger
language plpgsql
volatile
set search_path = ''
as $$
begin
  perform outlier.request_links(array[NEW.first_message, NEW.second_message]);
  return null;
end;
$$;
comment on function outlier.tg_batches__texts_written() is
  'Requests short links as soon as a text is written, so that the batch need not wait for them later.';

create or replace trigger _200_texts_written
  after insert or update of first_message, second_message on outlier.batches
  for each row
  when (NEW.state = 'scheduled')
  execute function outlier.tg_batches__texts_written();
