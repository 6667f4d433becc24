-- A broadcast writes a row of recipients and one of the queue for each person, so whatever is done for each row counts.
-- What makes a recipient's row unique is the person and the broadcast or campaign; nothing asks for one by its id, which tells the
-- order alone. A table without a primary key can only be published where its whole rows tell which is meant.
alter table outlier.recipients drop constraint recipients_pkey;
alter table outlier.recipients replica identity full;
comment on column outlier.recipients.id is 'In the order in which a broadcast or campaign listed its people. Who is listed where is what makes a row unique: see a_person_is_listed_once.';

-- Numbers that a session has taken and not used are left out.
alter table outlier.recipients alter column id set cache 100;
alter sequence outlier.queued_message_id_seq cache 100;

-- The same rows are accepted; comparisons with null take a third of the time that counting nulls takes, most messages wait, and most
-- texts are short and begin with a letter.
alter table outlier.recipients
  drop constraint a_recipient_is_of_one_broadcast_or_campaign,
  add constraint a_recipient_is_of_one_broadcast_or_campaign check ((broadcast_id is null) <> (campaign_id is null));
alter table outlier.queued_messages
  drop constraint a_message_comes_from_one_broadcast_or_campaign,
  add constraint a_message_comes_from_one_broadcast_or_campaign check ((broadcast_id is null) <> (campaign_id is null)),
  drop constraint a_claim_has_its_worker_time_and_lease,
  add constraint a_claim_has_its_worker_time_and_lease check (
    (claim_id is null) = (claimed_by is null) and (claim_id is null) = (claimed_at is null) and (claim_id is null) = (lease_until is null)
  ),
  drop constraint message_has_1_to_1600_characters,
  add constraint message_has_1_to_1600_characters check (
    (octet_length(message) <= 1600 or char_length(message) <= 1600) and (ascii(message) between 33 and 126 or message ~ '\S')
  ),
  drop constraint a_claim_only_while_sending_or_unknown,
  add constraint a_claim_only_while_sending_or_unknown check ((claim_id is not null) = (state = 'sending' or state = 'unknown')),
  drop constraint queued_message_state_is_known,
  add constraint queued_message_state_is_known check (state = 'waiting' or state = 'checking' or state = 'sending' or state = 'unknown');

-- That sources exist is looked at where rows are counted and where sending is started.
drop trigger if exists _100_sources_exist on outlier.recipients;
drop trigger if exists _100_sources_exist on outlier.broadcast_first_messages;
drop trigger if exists _100_sources_exist on outlier.broadcast_second_messages;
drop function if exists outlier.tg__sources_exist();

-- A line of a file is known by its campaign and number, and a row that leaves at the end of its statement needs no index.
alter table outlier.campaign_file_recipients
  drop column id,
  drop constraint a_line_of_a_file_is_read_once,
  add constraint a_line_of_a_file_is_read_once primary key (campaign_id, line);
alter table outlier.campaign_personalized_recipients
  drop constraint campaign_personalized_recipients_pkey,
  replica identity full,
  alter column id set cache 100;

-- A segment's query leaves out whom a broadcast has already, and its plan is looked at once more.
drop function if exists outlier.run_segment(text, text, bigint);
drop function if exists outlier.check_segment_query(text, text);

-- Lines that have just got their verdicts are not judged again.
drop function if exists outlier.queue_campaign_messages(bigint, timestamptz);
