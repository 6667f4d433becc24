-- Its executor died. All of these calls may be made again, except that a label may have been made: its request looks first.
create or replace function outlier.expire_requests(p_now timestamptz)
returns integer
language plpgsql
volatile
strict
set search_path = ''
as $$
declare
  v_expired bigint[];
  v_request outlier.requests;
begin
  v_expired := array(
    select r.id
    from outlier.requests as r
    where r.state = 'working'
      and r.lease_until <= p_now
    order by r.id
    for update skip locked
  );
  if pg_catalog.cardinality(v_expired) = 0 then
    return 0;
  end if;
  perform outlier.use_request_quota(v_expired, p_now);
  for v_request in
    select r.* from outlier.requests as r where r.id = any (v_expired) order by r.id
  loop
    perform outlier.apply_failure(v_request, 'no answer within the lease', p_now);
  end loop;
  return pg_catalog.cardinality(v_expired);
end;
$$;
comment on function outlier.expire_requests(timestamptz) is 'Deals with requests whose lease ran out, and returns how many.';
