-- The executor of this request stopped. All of these calls can be repeated. A label or a post may already exist, so
-- these requests look for it first.
create or replace function outlier.expire_request(p_now timestamptz)
returns boolean
language plpgsql
volatile
strict
set search_path = ''
as $$
declare
  v_request outlier.requests;
begin
  select r.* into v_request
  from outlier.requests as r
  where r.state = 'working'
    and r.lease_until <= p_now
  order by r.id
  limit 1
  for update skip locked;
  if not found then
    return false;
  end if;
  perform outlier.use_request_quota(array[v_request.id], p_now);
  perform outlier.act_on_answer(v_request, 'unknown', v_request.last_status, 'no answer within the lease', p_now);
  return true;
end;
$$;
comment on function outlier.expire_request(timestamptz) is
  'Processes one request whose lease has expired. Returns true if there was one.';
