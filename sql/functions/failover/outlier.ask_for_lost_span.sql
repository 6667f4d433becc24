-- Reads two lists for each number that we ever sent from: outgoing and incoming texts. There is no filter by date,
-- because a text that waits at Twilio has none. The newest texts come first, so a list is read until a page is older
-- than the span.
create or replace function outlier.ask_for_lost_span(p_failover_id bigint, p_due_at timestamptz, p_now timestamptz)
returns void
language plpgsql
volatile
set search_path = ''
as $$
declare
  v_failover outlier.failovers;
  v_lists integer;
begin
  select f.* into v_failover from outlier.failovers as f where f.id = p_failover_id;
  insert into outlier.requests (kind, subject, payload, due_at)
  select
    'list_lost_span',
    pg_catalog.concat_ws(':', 'failover', v_failover.id, v_failover.state, sides.side, numbers.phone_number),
    pg_catalog.jsonb_build_object(
      'failover', v_failover.id, sides.side, numbers.phone_number,
      -- The executor accepts a response of at most four megabytes.
      'pageSize', 300
    ),
    p_due_at
  from (
    select n.phone_number from outlier.sending_numbers as n
    union
    select s.sending_phone_number from outlier.settings as s where s.sending_phone_number is not null
  ) as numbers
  cross join (values ('from'), ('to')) as sides (side)
  on conflict (subject) do nothing;
  get diagnostics v_lists = row_count;
  update outlier.failovers as f set lists_left = v_lists where f.id = p_failover_id;
end;
$$;
comment on function outlier.ask_for_lost_span(bigint, timestamptz, timestamptz) is
  'Adds requests to read Twilio''s log for the span of a failover, due at p_due_at.';
