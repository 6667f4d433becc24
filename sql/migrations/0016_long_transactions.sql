-- While a transaction stays open, PostgreSQL keeps what was deleted since, and an index leads through all of it. These
-- marks say where to look on.
alter table outlier.batch_turns
  add column reached_due_at timestamptz
    constraint reached_due_at_is_a_time_of_this_century
    check (reached_due_at between timestamptz '2000-01-01 00:00+00' and timestamptz '2100-01-01 00:00+00'),
  add column reached_id bigint,
  add column taken bigint not null default 0
    constraint taken_is_0_or_more check (taken >= 0),
  add column look_at_all_at timestamptz
    constraint look_at_all_at_is_a_time_of_this_century
    check (look_at_all_at between timestamptz '2000-01-01 00:00+00' and timestamptz '2100-01-01 00:00+00'),
  add constraint a_mark_is_a_time_and_an_id check ((reached_due_at is null) = (reached_id is null));
comment on column outlier.batch_turns.reached_due_at is
  'due_at of the message up to which claims have taken what was due. Null: claims have taken none.';
comment on column outlier.batch_turns.reached_id is 'The id of that message.';
comment on column outlier.batch_turns.taken is 'How many messages claims have taken. Most of them have left the queue.';
comment on column outlier.batch_turns.look_at_all_at is
  'Until then, claims look for messages that come after the mark. At this time a claim looks at all messages: one that '
  'was added or that waits again may come before the mark. Null: each claim looks at all.';

alter table outlier.heartbeat
  add column leases_ended_until timestamptz
    constraint leases_ended_until_is_a_time_of_this_century
    check (leases_ended_until between timestamptz '2000-01-01 00:00+00' and timestamptz '2100-01-01 00:00+00');
comment on column outlier.heartbeat.leases_ended_until is
  'Claims have dealt with each lease that ended by then, and look at those that end later. Null: at all.';

-- A key is checked for each of a hundred thousand rows. Outlier records messages of batches that it has locked, and
-- tg_batches__keep refuses to delete a batch with messages. record_accepted locks the segments of all its messages at
-- once, and tg_audience_segments__leave takes a deleted segment out of what was sent.
alter table outlier.message_statuses
  drop constraint message_statuses_batch_id_fkey,
  drop constraint message_statuses_audience_segment_id_fkey;

-- A text changes one column of its person's row, which stands in no index. With room on the page, no index is written.
alter table outlier.authors set (fillfactor = 85);
