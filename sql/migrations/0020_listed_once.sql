-- One index says that nobody is listed twice and finds a person; two small ones find what a broadcast or campaign listed. A
-- broadcast writes a row for each person, so each index on a number that is not there counts.
drop index outlier.a_person_is_listed_once_per_broadcast;
drop index outlier.a_person_is_listed_once_per_campaign;
drop index outlier.recipients_phone_number_idx;
create unique index a_person_is_listed_once on outlier.recipients (phone_number, broadcast_id, campaign_id) nulls not distinct;
create index recipients_broadcast_id_idx on outlier.recipients (broadcast_id) where broadcast_id is not null;
create index recipients_campaign_id_idx on outlier.recipients (campaign_id) where campaign_id is not null;
