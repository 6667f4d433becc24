create or replace function outlier.tg_users__keep_history()
returns trigger
language plpgsql
volatile
set search_path = ''
as $$
begin
  insert into outlier.user_history (user_id, name, email, changed_at)
  select o.id, o.name, o.email, n.updated_at
  from old_rows as o
  inner join new_rows as n on n.id = o.id
  where (o.name, o.email) is distinct from (n.name, n.email)
    -- A user without a name and an email was known by id only. That is no earlier name.
    and num_nonnulls(o.name, o.email) > 0
  order by o.id;
  return null;
end;
$$;
comment on function outlier.tg_users__keep_history() is
  'Records the earlier names and emails of users, once per statement.';

create or replace trigger _100_keep_history
  after update on outlier.users
  referencing old table as old_rows new table as new_rows
  for each statement
  execute function outlier.tg_users__keep_history();
