-- Keep the order of locks: people, batches that are being sent, messages that wait for these people, rows of
-- message_statuses.
create or replace function outlier.apply_logged_messages(
  p_messages outlier.logged_message[],
  p_now timestamptz,
  out matched integer,
  out changed integer
)
language plpgsql
volatile
set search_path = ''
as $$
declare
  v_codes integer[];
  v_latest timestamptz;
begin
  perform outlier.lock_refused_people(p_messages);
  if exists (select from pg_catalog.unnest(p_messages) as m where outlier.error_action(m.error_code) = 'operator') then
    perform outlier.lock_batches(array(select b.id from outlier.batches as b where b.state = 'sending'));
  end if;
  perform outlier.apply_twilio_opt_outs(p_messages, p_now);

  perform
  from outlier.message_statuses as s
  where s.twilio_id = any (array(select m.sid from pg_catalog.unnest(p_messages) as m))
  order by s.id
  for no key update;
  perform outlier.assign_twilio_ids(p_messages, p_now);

  with ours as (
    select s.id, s.twilio_error_code as known_code, m.*
    from pg_catalog.unnest(p_messages) as m
    inner join outlier.message_statuses as s on s.twilio_id = m.sid
  ),
  updated as (
    update outlier.message_statuses as s
    set
      twilio_sent_status = outlier.merge_logged_status(s.twilio_sent_status, o.status),
      -- Until the log shows the message, the time is derived from Missive.
      twilio_sent_at = case when s.twilio_seen then coalesce(o.sent_at, s.twilio_sent_at) else o.sent_at end,
      twilio_error_code = case
        when outlier.is_final_status(o.status) then o.error_code
        else coalesce(o.error_code, s.twilio_error_code)
      end,
      twilio_seen = true,
      updated_at = p_now
    from ours as o
    where o.id = s.id
      and (
        not s.twilio_seen
        or s.twilio_sent_status is distinct from outlier.merge_logged_status(s.twilio_sent_status, o.status)
        or s.twilio_sent_at is distinct from coalesce(o.sent_at, s.twilio_sent_at)
        or s.twilio_error_code is distinct from case
          when outlier.is_final_status(o.status) then o.error_code
          else coalesce(o.error_code, s.twilio_error_code)
        end
      )
    returning
      s.id,
      case when s.twilio_error_code is distinct from o.known_code then s.twilio_error_code end as new_code,
      o.made_at
  )
  select
    (select pg_catalog.count(*) from ours),
    pg_catalog.count(*),
    pg_catalog.array_agg(distinct u.new_code) filter (where outlier.error_action(u.new_code) = 'operator'),
    pg_catalog.max(u.made_at) filter (where outlier.error_action(u.new_code) = 'operator')
  into matched, changed, v_codes, v_latest
  from updated as u;
  if v_codes is not null then
    perform outlier.pause_for_operator(v_codes, v_latest, p_now);
  end if;
end;
$$;
comment on function outlier.apply_logged_messages(outlier.logged_message[], timestamptz) is
  'Updates rows of message_statuses from Twilio''s log, and does what its error codes require. Returns matched (the '
  'number of messages that are ours) and changed (the number of rows that changed).';
