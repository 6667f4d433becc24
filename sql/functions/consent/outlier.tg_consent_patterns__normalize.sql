create or replace function outlier.tg_consent_patterns__normalize()
returns trigger
language plpgsql
volatile
set search_path = ''
as $$
begin
  NEW.plain := outlier.said(NEW.words);
  return NEW;
end;
$$;
comment on function outlier.tg_consent_patterns__normalize() is
  'Keeps a pattern in the form in which messages are compared with it.';

create or replace trigger _100_normalize
  before insert or update on outlier.consent_patterns
  for each row
  execute function outlier.tg_consent_patterns__normalize();
