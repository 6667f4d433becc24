-- One person can be erased, and what must outlive that is a hash: that they were not to be texted.
alter table outlier.settings
  add column erasure_salt bytea not null default pg_catalog.sha256(pg_catalog.uuid_send(pg_catalog.gen_random_uuid()) || pg_catalog.uuid_send(pg_catalog.gen_random_uuid()))
    constraint erasure_salt_has_32_bytes check (pg_catalog.octet_length(erasure_salt) = 32);
comment on column outlier.settings.erasure_salt is 'Made once, by chance. Without it the hashes of erased_people mean nothing: not to be changed.';

create table outlier.erased_people (
  digest bytea primary key
    constraint digest_is_a_sha256 check (pg_catalog.octet_length(digest) = 32),
  unsubscribed boolean not null,
  exclude boolean not null,
  erased_at timestamptz not null,
  constraint only_who_was_not_to_be_texted_is_remembered check (unsubscribed or exclude)
);
comment on table outlier.erased_people is
  'People who were erased and were not to be texted, by a salted hash of their number: when one comes in again, the row goes and the flags return.';
comment on column outlier.erased_people.digest is 'As person_digest() makes it.';

alter table outlier.invoke_history
  drop constraint invoke_history_state_is_known,
  add constraint invoke_history_state_is_known check (state in ('stored', 'done', 'ignored', 'repeat', 'failed', 'erased'));
comment on column outlier.invoke_history.state is
  'done: acted on. ignored: of a kind that means nothing to us. repeat: the same as one before. failed: see outlier.errors. stored: not acted on. erased: its body went with a person.';
comment on column outlier.recipients.phone_number is 'E.164, or the pseudonym of somebody who was erased: erased: and a number that means nothing.';
comment on column outlier.recipients.reason is
  'Null: chosen. Else why no first message was sent: unsubscribed, excluded, added_via_file_upload, invalid_number, duplicate, cancelled, gave_up, erased.';
comment on column outlier.recipients.follow_up_reason is
  'Null: nothing in the way. Else why no second message was sent: answered, unsubscribed, excluded, duplicate, cancelled, gave_up, erased.';
comment on column outlier.message_statuses.recipient_phone_number is 'As in recipients: of somebody who was erased, a pseudonym.';
