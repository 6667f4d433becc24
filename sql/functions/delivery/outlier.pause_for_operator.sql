-- Until an operator repairs the cause, every message would fail. Errors older than a day pause nothing, because the
-- cause may be repaired already.
create or replace function outlier.pause_for_operator(p_codes integer[], p_latest timestamptz, p_now timestamptz)
returns void
language plpgsql
volatile
set search_path = ''
as $$
declare
  v_paused integer := 0;
  v_code integer;
begin
  if p_latest > p_now - interval '1 day' then
    update outlier.batches as b set state = 'paused' where b.state = 'sending';
    get diagnostics v_paused = row_count;
  end if;
  foreach v_code in array p_codes loop
    perform outlier.report_incident(
      'twilio_refuses',
      pg_catalog.format('Twilio does not deliver our messages: %s (error %s)', coalesce(
        (select c.meaning from outlier.twilio_error_codes as c where c.code = v_code), 'unknown'), v_code),
      case
        when v_paused > 0
          then 'Outlier has paused the batches. Solve the problem at Twilio. Then: select outlier.resume_batch(…).'
        else 'Solve the problem at Twilio before you send more.'
      end,
      p_now => p_now
    );
  end loop;
end;
$$;
comment on function outlier.pause_for_operator(integer[], timestamptz, timestamptz) is
  'Handles Twilio errors that only an operator can repair: opens an incident for each code. If the latest error is '
  'less than a day old, pauses all batches that are being sent.';
