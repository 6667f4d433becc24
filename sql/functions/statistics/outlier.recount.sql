-- For an installation in which rows were added without triggers, such as after a restore. Sending and webhooks wait
-- while this runs.
create or replace function outlier.recount()
returns void
language plpgsql
volatile
set search_path = ''
set lock_timeout = '100ms'
as $$
begin
  perform outlier.require_read_committed('recount()');
  -- This takes all four locks or none. Other sessions take them in other orders, so waiting for one while holding
  -- another could be a deadlock. If the block fails, its locks are released.
  for v_try in 1..600 loop
    begin
      lock table outlier.recipients,
      outlier.message_statuses,
      outlier.twilio_messages,
      outlier.unsubscribed_messages in share mode;
      exit;
    exception
      when lock_not_available then
        if v_try = 600 then
          raise;
        end if;
        perform pg_catalog.pg_sleep(0.1);
    end;
  end loop;
  delete from outlier.tallies;
  insert into outlier.tallies (batch_id, audience_segment_id, measure, amount, folded)
  select
    s.batch_id,
    s.audience_segment_id,
    outlier.message_measure(s.is_second, s.twilio_sent_status),
    pg_catalog.count(*),
    true
  from outlier.message_statuses as s
  group by 1, 2, 3
  union all
  select r.batch_id, r.audience_segment_id, outlier.recipient_measure(r.reason), pg_catalog.count(*), true
  from outlier.recipients as r
  group by 1, 2, 3
  union all
  select t.reply_to_batch, r.audience_segment_id, 'replies', pg_catalog.count(*), true
  from outlier.twilio_messages as t
  left join outlier.recipients as r on r.batch_id = t.reply_to_batch and r.phone_number = t.from_phone_number
  where t.reply_to_batch is not null
  group by 1, 2
  union all
  select u.batch_id, s.audience_segment_id, 'opt_outs', pg_catalog.count(*), true
  from outlier.unsubscribed_messages as u
  left join outlier.message_statuses as s on s.id = u.message_status_id
  where u.batch_id is not null
  group by 1, 2;
end;
$$;
comment on function outlier.recount() is
  'Counts everything for the statistics again. Replies and opt-outs whose messages were deleted are not in the new '
  'counts. 55P03: other sessions locked the tables for two minutes. Run it again at a quieter time.';
