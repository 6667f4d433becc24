create or replace function outlier.tg_batches__want_label()
returns trigger
language plpgsql
volatile
set search_path = ''
as $$
begin
  perform outlier.want_label(NEW.label_name);
  return null;
end;
$$;
comment on function outlier.tg_batches__want_label() is
  'Has the label of a new batch found or made, without anybody waiting for it.';

create or replace trigger _300_want_label
  after insert on outlier.batches
  for each row
  when (NEW.label_name is not null and NEW.state in ('scheduled', 'sending'))
  execute function outlier.tg_batches__want_label();
