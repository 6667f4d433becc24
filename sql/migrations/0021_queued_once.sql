-- As for recipients: one index says that nobody is queued twice and finds a person, two small ones find what a broadcast or
-- campaign still has, and each message that is queued costs one index on a number less.
create unique index a_person_is_queued_once on outlier.queued_messages (recipient_phone_number, broadcast_id, campaign_id, is_second) nulls not distinct;
create index queued_messages_broadcast_id_idx on outlier.queued_messages (broadcast_id) where broadcast_id is not null;
create index queued_messages_campaign_id_idx on outlier.queued_messages (campaign_id) where campaign_id is not null;
drop index outlier.a_person_is_queued_once_per_broadcast;
drop index outlier.a_person_is_queued_once_per_campaign;
drop index outlier.queued_messages_recipient_idx;
