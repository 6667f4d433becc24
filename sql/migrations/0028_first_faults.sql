-- Faults that hurt people: what a frozen executor sends, and what the team sees of its campaigns.

-- The executor starts no call in the last 30 seconds of a lease.
update outlier.settings as s set lease = interval '1 minute' where s.lease < interval '1 minute';
alter table outlier.settings
  drop constraint lease_is_ten_seconds_to_an_hour,
  add constraint lease_is_one_minute_to_one_hour check (lease between interval '1 minute' and interval '1 hour');
comment on column outlier.settings.lease is
  'How long a claim is valid: the executor starts no call in its last 30 seconds, and what has no answer when it ends '
  'counts as unknown. From 1 minute to 1 hour. Default 3 minutes.';

-- Whom an incident is about stands in columns, and never in its message, which logs and metrics show.
alter table outlier.incidents
  add column phone_number text;
comment on column outlier.incidents.phone_number is
  'The person whom the incident is about, in E.164; null: nobody in particular, or the person was erased.';
comment on column outlier.incidents.broadcast_id is 'The broadcast that the incident is about; null: none.';
comment on column outlier.incidents.campaign_id is 'The campaign that the incident is about; null: none.';

comment on column outlier.settings.reply_label_id is
  'The Missive label of conversations in which somebody has answered. Outlier does not read it: it is here for the '
  'newsroom''s dashboards and queries, which compare it with outlier.conversations_labels.';
