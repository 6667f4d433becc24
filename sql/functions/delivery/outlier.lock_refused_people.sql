-- Call this function before locking any batch or message: see docs/explanation/locks.md.
create or replace function outlier.lock_refused_people(p_messages outlier.logged_message[])
returns void
language plpgsql
volatile
set search_path = ''
as $$
begin
  perform
  from outlier.authors as a
  where a.phone_number in (
    select m.recipient
    from pg_catalog.unnest(p_messages) as m
    inner join outlier.twilio_error_codes as c on c.code = m.error_code and c.action = 'opt_out'
  )
  order by a.phone_number
  for no key update;
end;
$$;
comment on function outlier.lock_refused_people(outlier.logged_message[]) is
  'Locks the people whom Twilio refuses because they have opted out, in the order of their numbers: see '
  'apply_twilio_opt_outs.';
