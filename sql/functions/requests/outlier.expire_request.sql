-- Its executor died. All of these calls may be made again, except that a label or a post may have been made: those look
-- first.
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
  'Deals with one request whose lease ran out, and returns whether there was one.';
