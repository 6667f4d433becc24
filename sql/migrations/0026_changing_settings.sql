-- Settings that change while something is under way: what was sent from, when, by whose clock, and what was refused for
-- everybody.

-- A number that was ever ours stays ours: its messages are looked for under it, and it is nobody's in the audience.
create table outlier.sending_numbers (
  phone_number text primary key
    constraint "sending_number_is_e164_such_as_+13135550100" check (phone_number ~ '^\+[1-9][0-9]{6,14}$'),
  first_seen_at timestamptz not null default now()
);
comment on table outlier.sending_numbers is
  'Every number that this installation has sent from, or was set to send from. Triggers and claims add rows. Delete a '
  'row only if the number was entered by mistake.';
comment on column outlier.sending_numbers.phone_number is
  'Our number in E.164. It never becomes a recipient, and no opt-out is recorded for it.';
comment on column outlier.sending_numbers.first_seen_at is 'When the number was first set or first claimed with.';
insert into outlier.sending_numbers (phone_number)
select s.sending_phone_number from outlier.settings as s where s.sending_phone_number is not null;

alter table outlier.queued_messages add column sending_phone_number text;
comment on column outlier.queued_messages.sending_phone_number is
  'Our number, with which the latest claim was made; null before the first claim.';
alter table outlier.message_statuses add column sending_phone_number text;
comment on column outlier.message_statuses.sending_phone_number is
  'Our number that the message was sent from, whatever the settings say now.';
update outlier.message_statuses as m set sending_phone_number = s.sending_phone_number from outlier.settings as s;
update outlier.queued_messages as q
set sending_phone_number = s.sending_phone_number
from outlier.settings as s
where q.state in ('sending', 'unknown');
update outlier.authors as a set exclude = true from outlier.sending_numbers as n where n.phone_number = a.phone_number;

alter table outlier.reconciliations add column phone_numbers text[] not null default '{}';
update outlier.reconciliations as r
set phone_numbers = array[s.sending_phone_number]
from outlier.settings as s
where r.state = 'running'
  and s.sending_phone_number is not null;
comment on column outlier.reconciliations.phone_numbers is
  'Our numbers whose messages are still to be listed; the first is being read now.';

-- Slots begin with a minute: a slot in the middle of one was made early, and found due again.
alter table outlier.broadcast_settings
  add constraint times_of_the_schedule_are_whole_minutes_before_midnight check (
    (mon is null or extract(second from mon) = 0 and mon < time '24:00')
    and (tue is null or extract(second from tue) = 0 and tue < time '24:00')
    and (wed is null or extract(second from wed) = 0 and wed < time '24:00')
    and (thu is null or extract(second from thu) = 0 and thu < time '24:00')
    and (fri is null or extract(second from fri) = 0 and fri < time '24:00')
    and (sat is null or extract(second from sat) = 0 and sat < time '24:00')
    and (sun is null or extract(second from sun) = 0 and sun < time '24:00')
  );

-- What Missive refuses for one message after the other is not the fault of one of them.
alter table outlier.settings
  add column refusals_in_a_row integer not null default 5
    constraint refusals_in_a_row_is_1_to_1000 check (refusals_in_a_row between 1 and 1000),
  add column clock_margin interval not null default interval '1 minute'
    constraint clock_margin_is_0_seconds_to_1_hour check (clock_margin between interval '0' and interval '1 hour');
comment on column outlier.settings.refusals_in_a_row is
  'A broadcast or campaign stops when so many of its messages, one after the other, are refused with the same HTTP '
  'status and none is accepted in between. In messages. Default 5.';
comment on column outlier.settings.clock_margin is
  'How far a time of Missive''s or Twilio''s may be off, beyond what outlier.clock_offsets has measured, when '
  'messages are matched by time. Default 1 minute.';

create table outlier.refusal_runs (
  id bigint generated always as identity primary key,
  broadcast_id bigint references outlier.broadcasts (id) on delete cascade,
  campaign_id bigint references outlier.campaigns (id) on delete cascade,
  is_second boolean not null,
  status integer,
  message_ids bigint[] not null
    constraint a_run_of_refusals_has_messages
    check (cardinality(message_ids) > 0 and array_position(message_ids, null) is null),
  updated_at timestamptz not null default now(),
  constraint a_run_of_refusals_is_of_one_broadcast_or_campaign check ((broadcast_id is null) <> (campaign_id is null)),
  constraint a_queue_has_one_run_of_refusals unique nulls not distinct (broadcast_id, campaign_id, is_second)
);
create index refusal_runs_campaign_id_idx on outlier.refusal_runs (campaign_id);
comment on table outlier.refusal_runs is
  'Messages of a broadcast or campaign that were refused one after the other with the same status. An accepted '
  'message or a resume removes the row.';
comment on column outlier.refusal_runs.status is 'HTTP status of the refusals; null: no connection was made.';
comment on column outlier.refusal_runs.message_ids is
  'Ids of the messages refused so far, at most settings.refusals_in_a_row. A message that is refused again is in it once.';

-- Missive and Twilio tell time by clocks of their own. What each answer shows of them is kept by the hour.
create table outlier.clock_offsets (
  service text not null
    constraint service_has_a_clock_that_we_match_by check (service in ('missive', 'twilio')),
  hour timestamptz not null,
  lowest interval not null,
  highest interval not null,
  primary key (service, hour),
  constraint lowest_is_not_above_highest check (lowest <= highest),
  constraint an_offset_is_a_day_at_most check (lowest >= interval '-24 hours' and highest <= interval '24 hours')
);
comment on table outlier.clock_offsets is
  'How far the clocks of Missive and Twilio are ahead of the database server''s, as the Date of their answers shows '
  'it. Negative: behind.';
comment on column outlier.clock_offsets.hour is
  'Beginning of the hour, by the database server''s clock, in which it was measured.';
comment on column outlier.clock_offsets.lowest is 'The smallest offset measured in that hour.';
comment on column outlier.clock_offsets.highest is 'The largest offset measured in that hour.';

-- Other parameters.
drop function if exists outlier.find_label(text);
