create or replace function outlier.restore_twilio_requests(p_now timestamptz)
returns void
language plpgsql
volatile
set search_path = ''
as $$
begin
  perform outlier.look_up_unknown_messages(
    array(
      select q.id
      from outlier.queued_messages as q
      where q.state = 'unknown'
        and not exists (select from outlier.requests as r where r.subject = 'unknown:' || q.id)
        -- After a failover, the second reading of the log settles these messages.
        and not exists (
          select from outlier.failovers as f where f.state <> 'done' and q.claimed_by = 'failover ' || f.id
        )
    ),
    p_now
  );
  perform outlier.ask_for_page(r.id, p_now) from outlier.reconciliations as r where r.state = 'running';
  -- An administrator may have deleted the last requests of a reconciliation by hand.
  perform outlier.finish_reconciliation(r.id, p_now)
  from (
    select p.id
    from outlier.reconciliations as p
    where p.state = 'running' and not p.listing for update skip locked
  ) as r;
end;
$$;
comment on function outlier.restore_twilio_requests(timestamptz) is
  'Creates missing requests to Twilio, for unknown messages and for running reconciliations.';
