create or replace function outlier.expire_leases(p_is_second boolean, p_now timestamptz)
returns integer
language plpgsql
volatile
strict
set search_path = ''
as $$
begin
  return outlier.expire_leases_after(p_is_second, '-infinity', p_now);
end;
$$;
comment on function outlier.expire_leases(boolean, timestamptz) is
  'Sets messages whose lease expired to unknown. Returns the number of messages.';
