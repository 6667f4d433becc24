-- What the page lists and counts of one batch: those whom it left out, and whom it did not reach. Both are few, and no
-- row of the many is in either index.
create index recipients_left_out_idx on outlier.recipients (batch_id, phone_number)
  where reason is not null;
create index message_statuses_not_delivered_idx
  on outlier.message_statuses (batch_id, recipient_phone_number)
  where twilio_sent_status in ('failed', 'undelivered', 'canceled');
