create or replace function outlier.is_sending_allowed()
returns boolean
language sql
stable
set search_path = ''
as $$
  select not s.sending_stopped
    and s.sending_phone_number is not null
    and not exists (select from outlier.failovers as f where f.state = 'reading')
    and outlier.describe_copy() is null
  from outlier.settings as s;
$$;
comment on function outlier.is_sending_allowed() is
  'Returns whether texts may leave at all. That requires: sending is not stopped, a sending number is set, no '
  'failover is in state reading, and this database is not a copy.';
