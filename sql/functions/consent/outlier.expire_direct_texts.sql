-- Runs before each claim of requests, so that everything that the person has said since counts.
create or replace function outlier.expire_direct_texts(p_now timestamptz)
returns void
language plpgsql
volatile
set search_path = ''
as $$
declare
  v_text record;
begin
  for v_text in
    select
      r as request,
      case
        when t.expires_at <= p_now then 'expired'
        else 'cancelled'
      end as state
    from outlier.direct_texts as t
    inner join outlier.requests as r on r.subject = 'text:' || t.id
    where t.state = 'waiting'
      and r.state = 'waiting'
      and (
        t.expires_at <= p_now
        or exists (select from outlier.authors as a where a.phone_number = t.phone_number and a.exclude)
        -- An opt-in cancels the confirmation of an opt-out. An opt-out cancels all other waiting texts.
        or exists (
          select
          from outlier.consent_events as e
          where e.phone_number = t.phone_number
            and e.occurred_at >= t.created_at
            and e.kind = case t.purpose when 'opt_out_confirmation' then 'opt_in' else 'opt_out' end
        )
      )
    order by r.id
    for update of r skip locked
  loop
    perform outlier.settle_direct_text(
      v_text.request, v_text.state, null, (v_text.request).last_error, p_now
    );
  end loop;
end;
$$;
comment on function outlier.expire_direct_texts(timestamptz) is
  'Stops texts outside of the queues that Missive did not get in time, or that the person does not want any more.';
