create or replace function outlier.tg_batches__find_label()
returns trigger
language plpgsql
volatile
set search_path = ''
as $$
declare
  v_id uuid := outlier.find_or_request_label(NEW.label_name);
begin
  -- The label was found after the row was written.
  if v_id is not null and v_id <> all (NEW.label_ids) then
    update outlier.batches as b set label_ids = b.label_ids || v_id where b.id = NEW.id;
  end if;
  return null;
end;
$$;
comment on function outlier.tg_batches__find_label() is
  'Finds the label of a new batch, or requests its creation in Missive. The insert does not wait for Missive.';

create or replace trigger _300_find_label
  after insert on outlier.batches
  for each row
  when (NEW.label_name is not null and NEW.state in ('scheduled', 'sending'))
  execute function outlier.tg_batches__find_label();
