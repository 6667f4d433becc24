comment on table outlier.batch_brakes is
  'Batches that pause_failing_batches() has paused. After a resume only the messages count that were accepted since.';
comment on column outlier.authors.zipcode is
  'The person''s ZIP code, as they or the team gave it. If authors.state is not set, the ZIP code sets it: see '
  'find_zipcode_state().';
comment on column outlier.invoke_history.mentions is
  'Phone numbers (ten digits) and ids that the body may mention, as find_mentions() finds them; null: the body was not '
  'searched yet.';
comment on table outlier.applied_scripts is
  'The migrations and function files that `outlier migrate` has applied, with the SHA-256 of their text. `outlier '
  'migrate` compares the hashes to find changed files.';
comment on table outlier.scheduler is 'One row: the state of Outlier''s jobs in pg_cron.';
comment on column outlier.scheduler.jobs_set_up_at is
  'Time at which schedule_jobs() last created the jobs. A job that has not run since then is reported only after '
  'some minutes.';
comment on column outlier.scheduler.kept_run_id is
  'keep_job_runs() has copied the runs up to this runid of cron.job_run_details.';
comment on column outlier.job_runs.started_at is 'Start of the run. Null: pg_cron could not start it.';
comment on table outlier.settings is 'One row: the settings of the installation.';
comment on column outlier.settings.organization_id is
  'Id of the Missive organization that sent conversations belong to. Required if labels are attached.';
comment on column outlier.settings.sending_phone_number is
  'The number that texts are sent from, in E.164. While it is null, nothing is queued.';
comment on column outlier.settings.reply_label_id is
  'Missive label of conversations in which somebody has answered. Outlier does not read it. The newsroom''s '
  'dashboards compare it with outlier.conversations_labels.';
comment on column outlier.settings.time_zone is
  'IANA time zone of the weekly schedule and of the times that the team sees.';
comment on column outlier.settings.catch_up_window is
  'A broadcast or campaign may start up to this long after its time. After that it is reported as missed.';
comment on column outlier.settings.broadcast_gap is 'Shortest time between the starts of two broadcasts.';
comment on column outlier.settings.send_now_margin is '"Send now" is refused if the broadcast is due within this time.';
comment on column outlier.settings.lease is
  'Length of a claim. The executor starts no call in its last 30 seconds. A message without an answer at its end '
  'counts as unknown. From 1 minute to 1 hour. Default 3 minutes.';
comment on column outlier.settings.refusal_wait is 'Time after which a refused message is retried.';
comment on column outlier.settings.max_failures is
  'Number of refusals after which a message moves to outlier.dead_letters.';
comment on column outlier.settings.rate_limit_wait is 'Time for which a token pauses after a 429 without Retry-After.';
comment on column outlier.settings.reply_window is
  'An incoming message counts as a reply to a text that was sent to the same number within this time.';
comment on column outlier.settings.segment_cost_limit is
  'Largest planner cost of a segment query. A query with a higher cost is refused, because it could run for minutes '
  'or hours.';
comment on column outlier.settings.link_wait is
  'Longest time that a batch waits for its short links. After that, the texts contain the original addresses.';
comment on column outlier.settings.event_retention is
  'Time for which webhooks and errors are kept. A month is deleted when its last day is older.';
comment on column outlier.settings.event_attempts is
  'Number of attempts to process a webhook. After that it stays in outlier.errors without further retries.';
comment on column outlier.settings.reconciliation_window is
  'Period of Twilio''s log that the daily reconciliation reads. Statuses may change for a day or two.';
comment on column outlier.settings.ask_twilio_after is
  'Earliest time after a claim at which a message without an answer is searched in Twilio''s log, once its lease has '
  'expired. Missive may hand a message to Twilio late. A search that is too early would not find it, and it would be '
  'sent twice.';
comment on column outlier.settings.twilio_match_window is
  'A message in Twilio''s log with the same text and person matches a queued message if Twilio created it within '
  'this time of the claim.';
comment on column outlier.settings.single_reads_limit is
  'Largest number of messages, and of people, that a reconciliation reads one by one. Messages without a date do not '
  'appear in a list by date.';
comment on column outlier.settings.erasure_salt is
  'Random salt of the hashes in outlier.erased_people, created once. It must not change.';
comment on column outlier.settings.trace_seed is
  'Random seed of trace ids, created once, so that two installations never share a trace id: see trace_id().';
comment on column outlier.settings.refusals_in_a_row is
  'A batch pauses after this many consecutive messages are refused with the same HTTP status. Default 5.';
comment on column outlier.settings.twilio_answers_keywords is
  'Whether Twilio itself answers STOP, HELP, START and similar keywords, which is the default of an account. If '
  'true, Outlier answers only other wordings.';
comment on column outlier.settings.max_texts_per_day is
  'Largest number of texts to one person in any 24 hours. First messages, follow-ups and tests count. Answers to '
  'HELP and confirmations do not. Null: no limit. Default 3.';
comment on column outlier.settings.max_batches_per_week is
  'Largest number of batches that text one person in any 7 days. Null: no limit. Default null.';
comment on column outlier.settings.urgent_reserve is
  'Percent of each quota limit that is reserved for urgent messages, answers to people, and tests. From 0 to 90. '
  'Default 10.';
comment on column outlier.settings.approval_threshold is
  'A batch for more people than this needs an approval before it starts. Null: no batch does. Default null.';
comment on column outlier.settings.test_numbers is
  'Numbers, in E.164, to which tests of a batch may be sent. At most 50.';
comment on column outlier.settings.price_per_part is
  'Price of one SMS part, in any currency. Forecasts multiply by it. Null: no cost is shown.';
comment on column outlier.settings.clock_margin is
  'Tolerance for times of Missive and Twilio when messages are matched by time, in addition to the offsets in '
  'outlier.clock_offsets. Default 1 minute.';
comment on column outlier.settings.pause_at_failure_percent is
  'A batch pauses if more than this percentage of its last 200 outcomes are failures. Null: it never pauses for this '
  'reason. Default 25.';
comment on column outlier.settings.pause_at_opt_out_percent is
  'A batch pauses if more than this percentage of its first 500 deliveries are followed by an opt-out. Null: it '
  'never pauses for this reason. Default 5.';
comment on column outlier.settings.installation is
  'Name of this installation, such as production. If an executor has another Installation__Name, nothing is sent. '
  'Null: names are not compared. Default null.';
comment on column outlier.settings.read_lag_limit is
  'Longest accepted lag of a standby. If it is further behind, the primary answers reads. Applies only with '
  'ConnectionStrings__OutlierReadOnly.';
comment on table outlier.sending_numbers is
  'All numbers that this installation has sent from, or was configured to send from. Triggers and claims add rows. '
  'Delete a row only if the number was entered by mistake.';
comment on column outlier.sending_numbers.phone_number is
  'The newsroom''s number in E.164. Outlier never texts it, and records no opt-out for it.';
comment on column outlier.sending_numbers.first_seen_at is
  'Time at which the number was first configured or first used by a claim.';
comment on table outlier.quotas is
  'Budgets of calls. One or more tokens share a quota. Each claim locks the quota''s row, so several executors '
  'together stay within it.';
comment on column outlier.quotas.max_concurrent is 'Largest number of concurrent calls. Null: no limit.';
comment on column outlier.quotas.held_until is
  'No calls are made on this quota before this time, because Missive answered 429 or refused the token.';
comment on table outlier.quota_limits is
  'Rate limits: at most `calls` calls in any period of the length `per`. A quota without a row has no rate limit.';
comment on table outlier.quota_uses is
  'Finished calls, counted in steps of a tenth of a second. A call counts against a limit from its claim until `per` '
  'after its end.';
comment on table outlier.tokens is
  'The quota of each configured token. Give two Missive tokens the same quota if they belong to one Missive user.';
comment on table outlier.clock_offsets is
  'Measured offsets of Missive''s and Twilio''s clocks against the database server''s clock, from the Date header of '
  'their answers. Negative: their clock is behind.';
comment on column outlier.clock_offsets.hour is
  'Beginning of the hour of the measurement, by the database server''s clock.';
comment on table outlier.api_tokens is 'Tokens of the HTTP API with their roles. Only the hash of a token is stored.';
comment on column outlier.api_tokens.digest is 'SHA-256 of the token. The token itself is shown once and not stored.';
comment on table outlier.user_history is 'Former names of a user.';
comment on table outlier.rules is 'Missive rules that have sent webhooks.';
comment on column outlier.authors.phone_number is 'Phone number in E.164. Each person has one row.';
comment on column outlier.authors.unsubscribed is
  'Whether the person has opted out. Such a person is never texted. Only consent functions change it, and they write '
  'outlier.consent_events.';
comment on column outlier.authors.exclude is 'Whether the newsroom excludes the person from all texts.';
comment on column outlier.authors.added_via_file_upload is
  'Whether the person is known only from an uploaded file. Such a person gets campaigns, but no broadcasts.';
comment on column outlier.authors.number is 'phone_number without its plus sign.';
comment on column outlier.authors.last_texted_at is
  'Time of the person''s last text of a broadcast or campaign. Null: never.';
comment on table outlier.conversations is 'Missive''s conversations with the audience.';
comment on column outlier.conversations.merged_into is
  'The conversation into which Missive merged this one. The labels of a merged conversation no longer count. Null: '
  'it was not merged.';
comment on column outlier.conversations.merge_asked_at is
  'Time at which Missive was last asked whether it merged this conversation into another one. Null: never.';
comment on column outlier.conversations.heard_at is
  'Time at which Outlier received the webhook whose snapshot this row holds. An earlier webhook changes nothing.';
comment on column outlier.conversations.snapshot_at is
  'Time of the latest message or comment whose webhook set this row.';
comment on column outlier.conversations.message_at is 'Time of the latest message in a snapshot.';
comment on column outlier.conversations.last_digest is 'SHA-256 of that webhook. An identical webhook is a repeat.';
comment on column outlier.conversations.labels_at is
  'Time as of which the labels are known. An answer of Missive to an earlier request changes nothing.';
comment on table outlier.conversation_history is
  'Changes of conversations: closed, reopened, moved to a team, or assigned to other users.';
comment on table outlier.conversations_authors is 'Participants of conversations.';
comment on column outlier.conversations_labels.is_archived is
  'Whether the label was removed. False again if the label returns.';
comment on column outlier.conversations_labels.created_at is
  'Time since which the conversation has had the label. Renewed if the label returns.';
comment on table outlier.conversations_users is 'State of a conversation in each user''s inbox.';
comment on table outlier.conversations_assignees is
  'Current assignees of conversations, and the state of the conversation in their inboxes.';
comment on table outlier.conversations_assignees_history is
  'Changes of assignees of conversations, and the state of the conversation in the assignee''s inbox.';
comment on column outlier.conversations_assignees_history.user_id is
  'The user. Null: an import from the predecessor, which has no user for the row.';
comment on column outlier.conversations_assignees_history.assigned is
  'Whether the user was assigned. False: the assignment was removed.';
comment on table outlier.comments_mentions is
  'Mentions in comments, with their position in the text. If user and team are both null, the comment mentions '
  'everyone.';
comment on table outlier.tasks_assignees is 'Assignees of tasks.';
comment on table outlier.authors_labels is
  'The labels of each author, from all conversations that have the label and on which it is not archived. Triggers '
  'maintain this table. Do not write to it.';
comment on column outlier.authors_labels.since is
  'Latest conversations_labels.created_at. A clause with "since" includes the author if that time is not later than '
  'this one.';
comment on table outlier.audience_segments is
  'Queries that select people for broadcasts. The segment named Inactive fills the rest of a broadcast.';
comment on column outlier.audience_segments.query is
  'A select that returns phone_number. It is tested when it is saved. It runs as the role outlier_segments, which '
  'may only read the audience tables. Its order is kept.';
comment on table outlier.batches is
  'Broadcasts, which repeat by schedule, and campaigns, which run once. Administrators write them through the views '
  'outlier.broadcasts and outlier.campaigns. Both take their ids from this table.';
comment on column outlier.batches.first_message is 'Text of the first message. Null: each person has their own text.';
comment on column outlier.batches.second_message is 'Text of the follow-up. Null: there is no follow-up.';
comment on column outlier.batches.original_first_message is
  'The text as the team wrote it. first_message may contain short links. The next broadcast starts with the '
  'original.';
comment on column outlier.batches.original_second_message is
  'The follow-up as the team wrote it. second_message may contain short links.';
comment on column outlier.batches.delay is 'Seconds from the acceptance of a first message to its follow-up.';
comment on column outlier.batches.run_at is
  'Time at which the batch runs or ran. For an upcoming broadcast, it is only set if it differs from the weekly '
  'schedule.';
comment on column outlier.batches.priority is
  'urgent, normal or bulk. A claim takes urgent messages first. Batches of the same priority take turns. A part of '
  'each quota (settings.urgent_reserve) is reserved for urgent messages.';
comment on column outlier.batches.send_within is
  'Messages and follow-ups that have not left this long after run_at are dropped. From 1 minute to 31 days. Default '
  '48 hours.';
comment on column outlier.batches.exempt_reason is
  'Reason of public safety why contact hours and frequency caps do not apply. Null: they apply.';
comment on column outlier.batches.written_by is
  'The people who created the batch, or changed its texts or audience, as current_actor() names them. They cannot '
  'approve it.';
comment on column outlier.batches.approval_id is
  'The approval with which the batch started. Null: it started without one.';
comment on column outlier.batches.label_name is
  'Name of the label for conversations of the batch. Outlier finds or creates it in Missive and then adds its id to '
  'label_ids.';
comment on column outlier.batches.label_ids is 'Ids of the Missive labels that messages get when they are sent.';
comment on column outlier.batches.links_settle_by is
  'Latest time until which messages wait for short links. Null: no short link was missing when the batch was queued.';
comment on column outlier.batches.recipient_count is
  'Number of recipients of the first message. It is counted when the batch is queued, and also when a campaign is '
  'created.';
comment on column outlier.batches.error is 'Reason why the last attempt to run the batch failed.';
comment on column outlier.batches.started_at is
  'Time at which the messages were queued. Null: they are not queued yet.';
comment on column outlier.batches.no_users is 'Number of recipients of a broadcast.';
comment on column outlier.batches.editable is
  'False from the moment at which a broadcast is made, or is locked to be made.';
comment on column outlier.batches.scheduled_after is
  'The broadcast runs at the first slot of the weekly schedule after this time.';
comment on column outlier.batches.segments is
  'Audience by labels: {"included": …, "excluded": …}. Null: the recipients came in a file or one by one.';
comment on column outlier.batches.has_file is
  'Whether the recipients came in a file or in campaign_personalized_recipients: see campaign_file_recipients.';
comment on column outlier.batches.processed is
  'Whether the batch is no longer scheduled. The column state has the details.';
comment on column outlier.batches.broadcast_id is 'The id if the batch is a broadcast.';
comment on column outlier.batches.campaign_id is 'The id if the batch is a campaign.';
comment on column outlier.batches.held_at is
  'Time since which the upcoming broadcast is paused. It does not run until it is resumed. Null: it is not paused. A '
  'broadcast that is being sent is paused by its state.';
comment on column outlier.batches.repeats_batch_id is
  'The broadcast or campaign whose unreached people this campaign texts. Null: none.';
comment on column outlier.batches.inherited_exclusion is
  '{"excluded": …} as in segments, for a campaign whose people come from another campaign: the exclusions of the '
  'other campaign. They are applied when this one is queued and when its messages are claimed.';
comment on table outlier.approvals is
  'Approvals of batches. An approval is valid only for the content that was approved.';
comment on column outlier.approvals.digest is 'Hash of the approved content, from batch_digest().';
comment on column outlier.approvals.people is 'Number of people of the batch at the time of the approval.';
comment on column outlier.approvals.approver is
  'The person who approved, from current_actor() or from the caller of approve_batch().';
comment on table outlier.batch_transitions is 'The allowed changes of a batch''s state. A trigger refuses all others.';
comment on table outlier.broadcasts_segments is 'The segments of a broadcast with their ratios.';
comment on column outlier.broadcasts_segments.ratio is
  'Percent of no_users. The ratios of a broadcast add up to 100 at most.';
comment on column outlier.broadcasts_segments.first_message is
  'First message for people of this segment. Null: the broadcast''s.';
comment on column outlier.broadcasts_segments.second_message is
  'Follow-up for people of this segment. Null: the broadcast''s.';
comment on view outlier.broadcasts is 'The upcoming broadcast and the past ones: rows of outlier.batches.';
comment on column outlier.broadcasts.run_at is
  'For an upcoming broadcast, its time if it differs from the weekly schedule. For a past one, the time at which it '
  'ran.';
comment on view outlier.campaigns is 'Batches that run once, at a set time: rows of outlier.batches.';
comment on table outlier.broadcast_settings is
  'The weekly schedule: a time of day for each weekday, in settings.time_zone. Null: no broadcast on that day.';
comment on column outlier.broadcast_settings.effective_from is
  'Slots before this time belong to an earlier schedule and do not run late. Each change renews it.';
comment on table outlier.campaign_file_recipients is 'The lines of a campaign''s file with their verdicts.';
comment on column outlier.campaign_file_recipients.place is
  'Position of the number in its cell, if numbersPerCell is all. Otherwise 1.';
comment on column outlier.campaign_file_recipients.note is
  'Reason why the cell is not a number, or the part of it that was ignored. Null: none.';
comment on column outlier.campaign_file_recipients.phone_number is
  'The number in E.164. Null: the line has no valid number.';
comment on column outlier.campaign_file_recipients.message is
  'The line''s own text. Null: the person gets the campaign''s first_message as it is when the campaign is queued.';
comment on column outlier.campaign_file_recipients.verdict is
  'Verdict on the line at upload. accepted and extension are texted, unless the person opts out before the campaign '
  'runs.';
comment on column outlier.campaign_file_recipients.duplicate_of is 'The line with the same number that counts instead.';
comment on table outlier.campaign_personalized_recipients is
  'Insert rows here to create a personalized campaign. Each statement creates one campaign, with a text for each '
  'person. The table has no constraints, so a bad row does not stop the others.';
comment on table outlier.recipients is
  'The people of each batch: those chosen, with their segment, and those left out, with the reason. Rows stay '
  'forever.';
comment on column outlier.recipients.id is
  'Ascending in the order in which the batch listed its people. There are gaps.';
comment on column outlier.recipients.audience_segment_id is
  'The first segment that returned the person. Null in a campaign.';
comment on column outlier.recipients.phone_number is
  'Phone number in E.164. If the person was erased: a pseudonym, erased: and a random number.';
comment on column outlier.recipients.reason is
  'Reason why no first message was sent: unsubscribed, excluded, added_via_file_upload, invalid_number, no_message, '
  'duplicate, cancelled, gave_up, erased, expired, frequency_cap. Null: the person was chosen.';
comment on column outlier.recipients.follow_up_reason is
  'Reason why no follow-up was sent: answered, unsubscribed, excluded, duplicate, cancelled, gave_up, erased, '
  'expired, frequency_cap. Null: none so far.';
comment on table outlier.tallies is
  'Counts for statistics. Add up the rows of a batch, segment and measure, which may be several. Triggers maintain '
  'them. recount() computes them again.';
comment on column outlier.tallies.measure is
  'first_ or second_ with delivered, failed or unknown count messages. replies and opt_outs count reactions. chosen '
  'and left_out count people of outlier.recipients. given_up counts people who were chosen first and left out later.';
comment on table outlier.incidents is
  'Problems of the schedule and the queues that need a person, such as a missed slot, a failed segment or a refused '
  'token. Set resolved_at when the problem is solved.';
comment on column outlier.incidents.kind is
  'Kind of the incident, such as broadcast_missed, broadcast_skipped, broadcast_failed or token_refused.';
comment on column outlier.incidents.batch_id is 'The broadcast or campaign of the incident. Null: none.';
comment on column outlier.incidents.message_id is 'The message of the incident, by its id in the queue. Null: none.';
comment on column outlier.incidents.phone_number is
  'The person of the incident, in E.164. Null: none, or the person was erased.';
comment on table outlier.broadcast_first_messages is
  'Queue of first messages, of broadcasts and campaigns. Inserting a row starts the sending.';
comment on table outlier.broadcast_second_messages is 'Queue of follow-ups, which are due after their delay.';
comment on table outlier.queued_messages is
  'Messages that wait or are being sent. Both queues are partitions of this table.';
comment on column outlier.queued_messages.state is
  'waiting: due at due_at. checking: Missive is being asked for the recipient''s labels. sending: claimed by an '
  'executor until lease_until. unknown: no answer came. An unknown message is not sent again until its outcome is '
  'known.';
comment on column outlier.queued_messages.failures is 'Number of refusals so far. A 429 does not count.';
comment on column outlier.queued_messages.claim_id is 'Id of the current claim. Results of other claims are ignored.';
comment on column outlier.queued_messages.checked_at is
  'Time at which Missive was last asked for the labels of the recipient''s conversation. Null: never, or not needed.';
comment on column outlier.queued_messages.held_since is
  'Time at which the message was due while the recipient''s contact hours were closed. due_at is then their next '
  'opening. Null: it is not held.';
comment on column outlier.queued_messages.sending_phone_number is
  'The sending number of the latest claim. Null before the first claim.';
comment on table outlier.message_statuses is 'The messages that Missive accepted, with their delivery statuses.';
comment on column outlier.message_statuses.recipient_phone_number is
  'Phone number in E.164, or the pseudonym of an erased person, as in outlier.recipients.';
comment on column outlier.message_statuses.missive_id is
  'Missive''s id of the draft, and of the message that the draft became. Null: Missive''s answer had no id.';
comment on column outlier.message_statuses.twilio_sent_status is
  'Delivery status in Twilio''s terms. Null: not known yet. A final status never changes back.';
comment on column outlier.message_statuses.closed is
  'Whether the conversation was closed because messages do not arrive.';
comment on column outlier.message_statuses.twilio_seen is
  'Whether the message was found in Twilio''s log. If true, the status is Twilio''s own. If false, it was derived '
  'from Missive.';
comment on column outlier.message_statuses.sending_phone_number is 'The number that the message was sent from.';
comment on table outlier.unhandled_failures is
  'Failed messages that a nightly job still has to handle. The job deletes the row when it is done.';
comment on column outlier.unhandled_failures.message_status_id is 'The failed message.';
comment on column outlier.unhandled_failures.job is
  'undeliverable: handle_failed_deliveries() handles it. double_failure: archive_double_failures() handles it.';
comment on table outlier.batch_turns is
  'The progress of claims through each batch. With it, batches of the same priority take turns.';
comment on column outlier.batch_turns.claim_id is 'The latest claim that took a message of the batch.';
comment on table outlier.late_touches is
  'People whose authors.last_texted_at could not be set at once, because another session had locked the row. The '
  'maintenance job sets it within a minute.';
comment on column outlier.late_touches.texted_at is 'Time at which Missive accepted the text.';
comment on table outlier.dead_letters is
  'Messages that are no longer retried after settings.max_failures refusals, with the last answer.';
comment on column outlier.dead_letters.status is 'HTTP status of the last answer. Null: Missive could not be reached.';
comment on table outlier.refusal_runs is
  'Consecutive messages of a batch that were refused with the same status. An accepted message or a resume deletes '
  'the row.';
comment on column outlier.refusal_runs.status is 'HTTP status of the refusals. Null: no connection was made.';
comment on column outlier.refusal_runs.message_ids is
  'Ids of the refused messages, each once, at most settings.refusals_in_a_row.';
comment on table outlier.message_reads is
  'Messages whose status Missive must be asked for. A request reads ten of them.';
comment on type outlier.message_result is
  'The outcome of one claimed message (accepted, refused, rate_limited, token_refused, unknown or released) and the '
  'facts behind it.';
comment on table outlier.twilio_error_codes is
  'Meanings of Twilio''s error codes. Twilio splits and renames codes, so add rows if necessary. The row 0 applies '
  'to all other codes.';
comment on column outlier.twilio_error_codes.action is
  'opt_out: unsubscribes the person. operator: pauses the batches that are being sent and reports a problem. '
  'dead_number: lists the number in dead_numbers. retry: the error may be temporary. none: only recorded.';
comment on table outlier.reconciliations is
  'Passes over Twilio''s log. A pass saves its results and the address of the next page in one transaction, so that '
  'it continues after an interruption.';
comment on column outlier.reconciliations.state is
  'running, done, failed, or replaced. replaced: a pass over a longer period took its place.';
comment on column outlier.reconciliations.next_page is 'Address of the next page, from Twilio. Null: the first page.';
comment on column outlier.reconciliations.listing is
  'False after the last page. Messages that no page can contain are then read one by one.';
comment on column outlier.reconciliations.listed is 'Number of messages on Twilio''s pages.';
comment on column outlier.reconciliations.matched is 'Number of those messages that Outlier sent.';
comment on column outlier.reconciliations.changed is 'Number of message statuses that the pass changed.';
comment on column outlier.reconciliations.phone_numbers is
  'Sending numbers whose messages are not listed yet. The pass reads the first one now.';
comment on table outlier.heartbeat is
  'One row: the latest time before which all commits are known to be in this database. Claims write it at most once '
  'a second. The maintenance job writes it every minute.';
comment on column outlier.heartbeat.timeline is
  'Server and timeline that wrote the row, from server_timeline(). Null: the server hides them.';
comment on column outlier.heartbeat.is_synchronous is
  'Whether commits waited for a synchronous standby when the row was written.';
comment on column outlier.heartbeat.leases_ended_until is
  'Claims have handled all leases that expired by this time, and only check later ones. Null: they check all.';
comment on table outlier.failovers is
  'Changes of the server or its timeline. Commits between lost_from and noticed_at may be lost. Outlier reads '
  'Twilio''s log of that period, so that no text is sent twice and no opt-out is lost.';
comment on column outlier.failovers.state is
  'reading: nothing is sent until Twilio''s log has been read. settling: sending continues, and messages that may '
  'have been in progress wait for a second reading. done: finished.';
comment on column outlier.failovers.lost_from is 'All commits before this time are in this database.';
comment on column outlier.failovers.noticed_at is 'Time at which the new timeline was noticed.';
comment on column outlier.failovers.settle_at is
  'Time from which no executor of the old primary has a call in progress, and Twilio''s log contains every call.';
comment on column outlier.failovers.is_synchronous is
  'Whether commits waited for a synchronous standby when the heartbeat was written. If true, no commit should be '
  'lost.';
comment on column outlier.failovers.lists_left is
  'Number of lists of Twilio''s log that are still to be read: one of outgoing and one of incoming messages for each '
  'number.';
comment on column outlier.failovers.texts_recorded is
  'Number of waiting messages that Twilio''s log shows as sent. They were recorded as sent.';
comment on column outlier.failovers.texts_heard is
  'Number of incoming texts that were missing in this database and were processed from Twilio''s log.';
comment on column outlier.failovers.texts_held is
  'Number of messages that may have been in progress. They wait as unknown until the second reading.';
comment on column outlier.failovers.is_read is 'Whether Twilio''s log has been read.';
comment on column outlier.failovers.error is 'Reason why the last attempt to read the log failed.';
comment on table outlier.unrecorded_texts is
  'Texts in Twilio''s log from the period of a failover that have no row in this database. If a batch was lost, it '
  'is made again, and its messages to these people are recorded as sent.';
comment on column outlier.unrecorded_texts.phone_number is 'The person who received the text, in E.164.';
comment on column outlier.unrecorded_texts.sending_phone_number is 'The sending number.';
comment on column outlier.unrecorded_texts.digest is 'Hash of the text, from text_digest().';
comment on column outlier.unrecorded_texts.made_at is 'Time at which Twilio created the message.';
comment on type outlier.logged_message is
  'A message in Twilio''s log. made_at: Twilio created it. sent_at: it was sent. Null: not sent yet.';
comment on table outlier.request_kinds is
  'The kinds of calls, other than messages, that the executor makes for the database. The executor has one handler '
  'for each.';
comment on column outlier.request_kinds.called_as is 'Name of the token in outlier.tokens that the call uses.';
comment on table outlier.requests is
  'Calls, other than messages, that wait for the executor or are in progress. The row is deleted when the answer has '
  'been processed.';
comment on column outlier.requests.subject is
  'Subject of the call, such as label:spring checkup, link:12 or message:345.';
comment on column outlier.requests.payload is 'Facts that the executor needs for the call.';
comment on column outlier.requests.claimed_at is
  'Time at which an executor claimed the request. Webhooks that came after it are newer than the answer.';
comment on table outlier.links is
  'Addresses in texts and their short links from Dub. If Dub failed, the text contains the original address, and the '
  'next text with it tries again.';
comment on table outlier.short_domains is
  'Hosts whose links are already short. Outlier leaves them unchanged. The domains of its own short links are added '
  'automatically.';
comment on table outlier.posts is 'Posts in conversations that Missive has accepted.';
comment on column outlier.posts.subject is
  'Subject of the post, such as post:opt_out:7eab619a-…. There is never a second post for one subject.';
comment on column outlier.posts.missive_id is 'Missive''s id of the post. Null: Missive''s answer had no id.';
comment on table outlier.invoke_history is 'Received webhooks, with their raw body and the result of processing.';
comment on column outlier.invoke_history.digest is 'SHA-256 of the raw body. A repeat has the same bytes.';
comment on column outlier.invoke_history.state is
  'done: processed. ignored: Outlier does not use this kind. repeat: identical to an earlier one. failed: see '
  'outlier.errors. stored: not processed yet. erased: the body was deleted when a person was erased.';
comment on table outlier.errors is 'Webhooks that were stored and could not be processed.';
comment on column outlier.errors.next_attempt_at is 'Time of the next retry. Null: no further retry.';
comment on table outlier.twilio_messages is
  'Incoming and outgoing SMS in Missive. The id is Missive''s id of the message. A text that was found in Twilio''s '
  'log has an id derived from Twilio''s until Missive''s webhook comes.';
comment on column outlier.twilio_messages.is_reply is
  'Whether it is an incoming message to a number that was texted within settings.reply_window.';
comment on column outlier.twilio_messages.reply_to_batch is
  'The broadcast or campaign that the message replies to: reply_to_broadcast or reply_to_campaign.';
comment on table outlier.unsubscribed_messages is 'The messages after which people opted out.';
comment on column outlier.unsubscribed_messages.batch_id is
  'The broadcast or campaign that the person replied to: broadcast_id or campaign_id. Null: none.';
comment on table outlier.consent_events is
  'The history of each person''s consent: time, author and words of every opt-out and opt-in.';
comment on column outlier.consent_events.comment_id is 'The comment with which a member of the team decided.';
comment on column outlier.consent_events.said_at is
  'Time at which the person wrote it, by Missive''s clock. The latest statement counts, in any order of arrival.';
comment on table outlier.consent_reviews is
  'Messages that may be opt-outs and that a person must decide. Each person has at most one open review.';
comment on column outlier.consent_reviews.twilio_message_id is 'The latest message of the review.';
comment on column outlier.consent_reviews.message is 'Text of that message, up to 500 characters.';
comment on column outlier.consent_reviews.words is 'Words in it that may mean an opt-out.';
comment on column outlier.consent_reviews.messages is 'Number of such messages since the review was opened.';
comment on column outlier.consent_reviews.said_at is
  'Time of the latest such message, by Missive''s clock. An opt-in or comment from before it does not decide the '
  'review.';
comment on column outlier.consent_reviews.due_at is
  'Deadline: ten business days after opened_at. Without a decision by then, the person is opted out.';
comment on column outlier.consent_reviews.decision is 'opt_out or keep. Null: the review is open.';
comment on column outlier.consent_reviews.decided_by is
  'Author of the decision: a member of the team, a token, a database role, "the person", "Twilio", or "the '
  'deadline".';
comment on table outlier.direct_texts is
  'Texts outside of the queues: answers to HELP, confirmations of opt-outs, and tests of a batch. Each is handed to '
  'Missive at most once. Statistics do not count them.';
comment on column outlier.direct_texts.batch_id is 'The batch of a test. Null: it is not a test.';
comment on column outlier.direct_texts.twilio_message_id is 'The message that the text answers.';
comment on column outlier.direct_texts.day is
  'Day of the person''s message in settings.time_zone. HELP is answered once a day.';
comment on column outlier.direct_texts.state is
  'waiting: not handed over yet. sent: Missive accepted it. unknown: handed over without an answer, and not sent '
  'again. refused: Missive refused it. expired: not handed over before expires_at. cancelled: a later message of the '
  'person made it obsolete.';
comment on column outlier.direct_texts.error is 'Missive''s reason for a refusal, or the error of the call.';
comment on table outlier.erased_people is
  'Salted hashes of the numbers of people who must not be texted and whose row was erased, deleted or given another '
  'number. If the number returns, the flags are restored and this row is deleted.';
comment on column outlier.erased_people.digest is 'Salted hash of the number, from person_digest().';
comment on column outlier.erased_people.erased_at is
  'Time at which the person''s row was removed. Later opt-ins count.';
comment on table outlier.consent_patterns is 'Wordings by which classify_message() understands messages.';
comment on column outlier.consent_patterns.kind is
  'opt_out, opt_in: the message opts the person out or in if it says nothing else. may_opt_in: a person decides, if '
  'the message says nothing else and its author is unsubscribed. help: the message asks for help, if it says nothing '
  'else. doubt, question: a person decides. A doubt may also stand beside an opt-out. lone_doubt: a person decides, '
  'if the message says nothing else. courtesy, reason: may stand beside an opt-out. filler: ignored in opt-outs. '
  'clause_start, clause_joint: may stand before or after an explicit opt-out. negation: reverses an explicit '
  'opt-out. harmless: keywords inside it do not count. reaction: precedes a quotation of the newsroom''s text. '
  'common_word: not a misspelling of a keyword.';
comment on column outlier.consent_patterns.is_sign is
  'Whether a person decides about a longer text that contains the words. For a single word, this includes its '
  'misspellings.';
comment on column outlier.consent_patterns.is_explicit is
  'Whether the words opt out as a sentence of their own, beside any other sentences. A person decides about a longer '
  'sentence that contains them.';
comment on column outlier.consent_patterns.expression is
  'The words as a regular expression over normalize_message_text(), with a blank after each word. A trigger '
  'maintains it.';
comment on column outlier.consent_patterns.anchors is
  'First words of the required parts. A message without any of them cannot match. A trigger maintains them.';
comment on column outlier.consent_patterns.is_word is
  'Whether the pattern is one word or a choice of words. A message with an anchor then matches.';
comment on column outlier.consent_patterns.last_words is
  'Last words of the required parts. A message without any of them cannot match. A trigger maintains them.';
comment on column outlier.states.country is
  'The country''s three letters. Rows of outlier.contact_hours for a country apply to all of its states.';
comment on table outlier.area_codes is
  'States and time zones of North American area codes. They apply to people without a more precise state or time '
  'zone. The program tools/area-codes writes the statement that fills and renews this table.';
comment on column outlier.area_codes.states is
  'Codes of outlier.states. Empty: the code has no place, such as a toll-free one.';
comment on column outlier.area_codes.time_zones is 'All time zones of the area. Empty: settings.time_zone applies.';
comment on column outlier.area_codes.source is 'Source of the row.';
comment on column outlier.area_codes.checked_on is 'Date on which a person compared the row with its source.';
comment on column outlier.area_codes.changed_by_hand is
  'Whether an administrator wrote the row. A renewal skips such rows. A trigger sets it. To have the next renewal '
  'overwrite the row, set it to false.';
comment on table outlier.country_codes is
  'Time zones of numbers outside North America. The row with the longest matching prefix applies.';
comment on column outlier.country_codes.prefix is 'First digits of the number without the plus sign, such as 44 or 76.';
comment on column outlier.country_codes.countries is 'Names of the countries that share the prefix.';
comment on column outlier.country_codes.time_zones is
  'All time zones of these countries. Empty: the prefix has no place, and settings.time_zone applies.';
comment on column outlier.country_codes.source is 'Source of the row.';
comment on column outlier.country_codes.checked_on is 'Date on which a person compared the row with its source.';
comment on column outlier.country_codes.changed_by_hand is
  'Whether an administrator wrote the row. A renewal skips such rows. A trigger sets it.';
comment on table outlier.contact_hours is
  'Contact hours in the recipients'' local time. A text may leave only while the default row of the weekday and all '
  'rows for the person''s states are open. A weekday without a default row is closed. A state without a row for a '
  'weekday adds no restriction.';
comment on column outlier.contact_hours.state is
  'Code of outlier.states. The row narrows the default in that state, or in all states of a country. Null: the '
  'default for everybody.';
comment on column outlier.contact_hours.opens is 'First time at which a text may leave.';
comment on column outlier.contact_hours.closes is
  'Time from which no text may leave. 24:00 is the end of the day. If it equals opens, the day is closed.';
comment on column outlier.contact_hours.checked_on is 'Date on which a person read the source.';
comment on column outlier.contact_hours.changed_by_hand is 'Whether an administrator wrote the row. A trigger sets it.';
comment on column outlier.authors.time_zone is
  'The person''s IANA time zone, if the newsroom knows it. Null: that of the state, or else of the number.';
comment on column outlier.authors.state is
  'The person''s state, a code of outlier.states, if the newsroom knows it. Null: that of the area code.';
comment on table outlier.zipcodes is
  'States of ranges of ZIP codes. Ranges do not overlap. ZIP codes of the armed forces are in no range, because they '
  'move with people.';
comment on table outlier.audit_log is
  'Changes of batches, settings, templates, segments, tokens, quotas and wordings: one row for each changed object. '
  'Triggers add the rows. No role can change or delete them.';
comment on column outlier.audit_log.at is 'Start of the transaction that made the change.';
comment on column outlier.audit_log.actor is 'Author of the change, from current_actor().';
comment on column outlier.audit_log.address is 'IP address of the client. Null: a local connection or a job.';
comment on column outlier.audit_log.action is
  'made, changed or deleted. If the state of a batch changes: sending, paused, resumed, done, cancelled, missed or '
  'rescheduled.';
comment on column outlier.audit_log.kind is
  'Kind of the object: batch, broadcast_segment, schedule, settings, template, segment, api_token, token, quota, '
  'quota_limit, consent_pattern, approval, contact_hours, state, area_code, country_code.';
comment on column outlier.audit_log.object_id is
  'Key of the object in its table. A key of two columns has a blank between them.';
comment on column outlier.audit_log.batch_id is 'The broadcast or campaign that the change concerns. Null: none.';
comment on column outlier.audit_log.before is
  'Old values by column: the changed ones, or, for a deletion, all that were set. Null: the object was made.';
comment on column outlier.audit_log.after is
  'New values by column: the changed ones, or, for a new object, all that are set. Null: the object was deleted.';
comment on column outlier.batch_brakes.judged_to is
  'Messages with an id of outlier.message_statuses up to this one no longer count.';
comment on column outlier.batch_brakes.braked_at is 'Time at which the batch was last paused.';
comment on type outlier.expectation is 'The result of outlier.forecast() for a batch.';
comment on table outlier.import_ids is
  'The ids that broadcasts, campaigns and segments of the predecessor got. A later import finds them by this table.';
comment on column outlier.import_ids.id is
  'Id in outlier.batches or outlier.audience_segments. It is the source''s own id if that was free.';
comment on table outlier.import_tables is
  'Results of the latest import for each table of the predecessor. rows_read = rows_here + rows_left_out. Otherwise '
  'outlier.import_report has a line of the kind mismatch.';
comment on column outlier.import_tables.rows_read is 'Number of rows in the source.';
comment on column outlier.import_tables.rows_here is
  'Number of those rows that Outlier has, counted after the import. Several rows can become one.';
comment on column outlier.import_tables.rows_left_out is
  'Number of those rows that were left out. The report explains them.';
comment on column outlier.import_tables.imported_at is 'Time at which the latest import read the table.';
comment on table outlier.import_sums is
  'Numbers of messages and replies of each broadcast and campaign, in the source and here. amount_there = '
  'amount_here + amount_left_out. Otherwise outlier.import_report has a line of the kind mismatch.';
comment on column outlier.import_sums.batch_id is 'The imported broadcast or campaign. Null: it could not be imported.';
comment on column outlier.import_sums.amount_there is 'Number in the source.';
comment on column outlier.import_sums.amount_left_out is
  'Number of those that were left out. The report explains them.';
comment on column outlier.import_sums.amount_here is 'Number of those that Outlier has, counted after the import.';
comment on table outlier.import_report is
  'Rows that the latest import changed or left out. Each import writes the lines of a table again.';
comment on column outlier.import_report.source_key is
  'Key of the row in the source: its id, or the number as it is written there. Null: the line is about several rows.';
comment on column outlier.import_report.phone_number is 'The person, in E.164. Null: none or several.';
comment on column outlier.import_report.why is 'The change that the import made and its reason, as a sentence.';
comment on column outlier.import_report.amount is 'Number of rows that the line is about.';
comment on table outlier.held_imports is
  'Messages in the predecessor''s queues, and its upcoming broadcast, at the time of the import. They are not sent '
  'before release_import().';
comment on column outlier.held_imports.source_id is
  'The msg_id of the queue, or the id of the broadcast, in the source.';
comment on column outlier.held_imports.batch_id is
  'The broadcast or campaign of a message. Null: the row is a broadcast.';
comment on column outlier.held_imports.audience_segment_id is 'The segment that returned the person. Null: none.';
comment on column outlier.held_imports.phone_number is 'The recipient, in E.164. Null: the row is a broadcast.';
comment on column outlier.held_imports.message is 'Text of the message. Null: the row is a broadcast.';
comment on column outlier.held_imports.second_message is 'Follow-up of a first message. Null: none.';
comment on column outlier.held_imports.delay is 'Seconds from the first message to the follow-up. Null: no follow-up.';
comment on column outlier.held_imports.due_at is
  'Time at which the predecessor would have sent it. Null: the row is a broadcast.';
comment on column outlier.held_imports.reads is
  'Number of attempts of the predecessor to send it. If it is above 0, Missive may have accepted the message '
  'already.';
comment on column outlier.held_imports.source_row is 'The row as it was in the source.';
comment on column outlier.held_imports.imported_at is 'Time at which an import last saw it.';
comment on table outlier.home is
  'One row: the server and the database in which this database lives. The first claim writes it. If the row names '
  'another place, the database is a copy, and nothing is sent: see is_copy() and adopt_database().';
comment on column outlier.home.server is
  'System identifier of the server, from pg_control_system(). Null: the server hides it.';
comment on column outlier.home.strange_installation is
  'Installation__Name of the last executor, if it differs from settings.installation. Null: it is the same, or one '
  'of them is not set.';
comment on column outlier.home.adopted_at is 'Time at which the row was written: first, or by adopt_database().';
comment on column outlier.batch_turns.reached_due_at is
  'due_at of the last message that claims have taken in order. Null: none yet.';
comment on column outlier.batch_turns.reached_id is 'Id of that message.';
comment on column outlier.batch_turns.taken is
  'Number of messages that claims have taken. Most of them have left the queue.';
comment on column outlier.batch_turns.look_at_all_at is
  'Until this time, claims only search after the mark (reached_due_at, reached_id). At this time, a claim searches '
  'all messages, because a new or retried message may be before the mark. Null: each claim searches all.';
