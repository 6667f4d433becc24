create or replace function outlier.may_send_now()
returns boolean
language sql
stable
set search_path = ''
as $$
  select not s.sending_stopped
    and s.sending_phone_number is not null
    and not exists (select from outlier.failovers as f where f.state = 'reading')
    and outlier.copy_of() is null
  from outlier.settings as s;
$$;
comment on function outlier.may_send_now() is
  'Whether texts may leave at all: sending is not stopped, no failover is being looked into, and this '
  'database is not a copy.';
