-- Outlier must honor an opt-out within ten business days. If the team does not decide, it would be worse to continue
-- texting.
create or replace function outlier.decide_overdue_reviews(p_now timestamptz)
returns void
language plpgsql
volatile
set search_path = ''
as $$
declare
  v_id bigint;
  v_state text;
  v_message text;
begin
  -- Lock people in the order of their numbers, as other functions do.
  for v_id in
    select r.id
    from outlier.consent_reviews as r
    where r.decision is null
      and r.due_at <= p_now
    order by r.phone_number
    limit 100
  loop
    begin
      perform outlier.decide_review(v_id, 'opt_out', 'the deadline', null, p_now);
    exception
      -- The person was erased, or the team decided, while this function waited for the lock on the person.
      when sqlstate 'OT009' or sqlstate 'OT010' then
        continue;
      when others then
        get stacked diagnostics v_state = returned_sqlstate, v_message = message_text;
        if outlier.is_unrelated_to_row(v_state) then
          raise;
        end if;
        perform outlier.report_incident(
          'review_failed',
          pg_catalog.format(
            'the review %s is due and cannot be decided: %s', v_id, outlier.mask_error_message(v_message)
          ),
          pg_catalog.format('Remove the cause, then run: select outlier.decide_review(%s, ''opt_out'');', v_id),
          p_now => p_now
        );
    end;
  end loop;
end;
$$;
comment on function outlier.decide_overdue_reviews(timestamptz) is
  'Opts out the people whose review was not decided within ten business days.';
