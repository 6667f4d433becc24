create or replace function outlier.tg_campaigns__want_label()
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
comment on function outlier.tg_campaigns__want_label() is 'Has the label of a new campaign found or made, without anybody waiting for it.';

create or replace trigger _300_want_label
  after insert on outlier.campaigns
  for each row
  when (NEW.label_name is not null and NEW.state in ('scheduled', 'sending'))
  execute function outlier.tg_campaigns__want_label();
