create or replace function outlier.expire_direct_texts(p_now timestamptz)
returns void
language plpgsql
volatile
set search_path = ''
as $$
declare
  v_request outlier.requests;
begin
  for v_request in
    select r.*
    from outlier.direct_texts as t
    inner join outlier.requests as r on r.subject = 'text:' || t.id
    where t.state = 'waiting'
      and t.expires_at <= p_now
      and r.state = 'waiting'
    order by r.id
    for update of r skip locked
  loop
    perform outlier.settle_direct_text(v_request, 'expired', null, v_request.last_error, p_now);
  end loop;
end;
$$;
comment on function outlier.expire_direct_texts(timestamptz) is
  'Gives up the answers to people that were not handed to Missive in time.';
