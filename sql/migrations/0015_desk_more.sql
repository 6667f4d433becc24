-- The upcoming broadcast on hold, and the campaign for the people whom a batch did not reach.
alter table outlier.batches add column held_at timestamptz
  constraint held_at_is_a_time_of_this_century
  check (held_at between timestamptz '2000-01-01 00:00+00' and timestamptz '2100-01-01 00:00+00')
  constraint only_a_broadcast_is_held check (held_at is null or kind = 'broadcast');
comment on column outlier.batches.held_at is
  'Since when the upcoming broadcast is paused: it has no time until it is resumed. Null: it is not. One that is being '
  'sent is paused by its state.';

alter table outlier.batches add column repeats_batch_id bigint references outlier.batches on delete set null;
comment on column outlier.batches.repeats_batch_id is
  'The broadcast or campaign whose unreached people this campaign is for. Null: it is for others.';
alter table outlier.batches add column inherited_exclusion jsonb
  constraint an_inherited_exclusion_is_an_object check (jsonb_typeof(inherited_exclusion) = 'object');
comment on column outlier.batches.inherited_exclusion is
  '{"excluded": …} as in segments, for a campaign whose people come from another campaign: the segments that the other '
  'one leaves out. They are looked at when this one is queued and when its messages are claimed.';
create index batches_repeats_batch_id_idx on outlier.batches (repeats_batch_id) where repeats_batch_id is not null;
-- A second campaign for the same people would text some of them twice.
create unique index batches_repeated_once_idx on outlier.batches (repeats_batch_id)
  where repeats_batch_id is not null and (state <> 'cancelled' or started_at is not null);
