-- A webhook may be late: one of a text that came an hour before may have been among the lost commits.
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
  'From when on, by Twilio''s clock, texts are looked for that the database may have lost.';
