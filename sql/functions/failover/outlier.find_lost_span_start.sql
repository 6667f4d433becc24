-- A webhook may be late. The lost commits may include the webhook of a text that arrived up to an hour earlier.
create or replace function outlier.find_lost_span_start(p_failover outlier.failovers, p_is_incoming boolean)
returns timestamptz
language sql
stable
set search_path = ''
as $$
  select p_failover.lost_from - clock.behind - case when p_is_incoming then interval '1 hour' else interval '0' end
  from outlier.clock_allowance('twilio', p_failover.lost_from) as clock;
$$;
comment on function outlier.find_lost_span_start(outlier.failovers, boolean) is
  'Returns the time, by Twilio''s clock, from which Outlier looks for texts that the database may have lost.';
