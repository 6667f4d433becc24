create or replace function outlier.tg__truncate_authors_labels()
returns trigger
language plpgsql
volatile
set search_path = ''
as $$
begin
  truncate outlier.authors_labels;
  return null;
end;
$$;
comment on function outlier.tg__truncate_authors_labels() is
  'Empties authors_labels. Without labels on conversations, or without people in them, no author has a label.';

create or replace trigger _100_truncated
  after truncate on outlier.conversations_labels
  for each statement
  execute function outlier.tg__truncate_authors_labels();
create or replace trigger _100_truncated
  after truncate on outlier.conversations_authors
  for each statement
  execute function outlier.tg__truncate_authors_labels();
