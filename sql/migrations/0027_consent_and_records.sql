-- Who said what and when, and records that stay whole whatever is done to the tables around them.

-- Patterns are compared as messages are, by one function: a trigger fills the column that a formula of its own
-- filled before.
alter table outlier.consent_patterns
  alter column plain drop expression,
  alter column plain set not null,
  add constraint words_hold_a_letter_a_digit_or_an_emoji check (plain <> '');
comment on column outlier.consent_patterns.plain is
  'The words as said() makes them, and as messages are compared. A trigger keeps it.';

-- Not only erase_person takes rows of people away.
comment on table outlier.erased_people is
  'People whose row was erased, deleted or given another number, and who were not to be texted, by a salted hash '
  'of their number: when one comes in again, the row goes and the flags return.';
comment on column outlier.erased_people.erased_at is 'When their row went: what they say later counts.';

-- Times from outside are no later than their receipt.
drop function if exists outlier.json_time(jsonb);
drop function if exists outlier.logged_messages(jsonb);

-- Blank means blank to a person: see is_blank.
do $do$
declare
  v_visible constant text :=
    '[^\s\u0001-\u0020\u007f-\u00a0\u00ad\u034f\u061c\u070f\u115f\u1160\u1680'
    '\u17b4\u17b5\u180b-\u180f\u2000-\u200f\u2028-\u202f'
    '\u205f-\u206f\u2800\u3000\u3164\ufe00-\ufe0f\ufeff\uffa0\ufff0-\ufffc'
    '\U00013430-\U0001343f\U0001bca0-\U0001bca3\U0001d173-\U0001d17a\U000e0000-\U000e0fff]';
  v_column record;
begin
  for v_column in
    select *
    from (values
      ('broadcasts', 'first_message', 'first_message_is_not_blank'),
      ('broadcasts', 'second_message', 'second_message_is_not_blank'),
      ('broadcasts', 'original_first_message', 'original_first_message_is_not_blank'),
      ('broadcasts', 'original_second_message', 'original_second_message_is_not_blank'),
      ('campaigns', 'first_message', 'first_message_is_not_blank'),
      ('campaigns', 'second_message', 'second_message_is_not_blank'),
      ('campaigns', 'original_first_message', 'original_first_message_is_not_blank'),
      ('campaigns', 'original_second_message', 'original_second_message_is_not_blank'),
      ('campaigns', 'title', 'a_title_is_not_blank'),
      ('campaigns', 'label_name', 'label_name_is_not_blank'),
      ('audience_segments', 'name', 'a_segment_has_a_visible_name')
    ) as columns (table_name, column_name, constraint_name)
  loop
    execute pg_catalog.format(
      'alter table outlier.%1$I drop constraint if exists %2$I, add constraint %2$I check (%3$I ~ %4$L)',
      v_column.table_name, v_column.constraint_name, v_column.column_name, v_visible
    );
  end loop;
  -- Most texts begin with a letter, which is quicker to see.
  execute pg_catalog.format(
    $sql$
    alter table outlier.queued_messages
      drop constraint if exists message_has_1_to_1600_characters,
      add constraint message_has_1_to_1600_characters check (
        (octet_length(message) <= 1600 or char_length(message) <= 1600)
        and (ascii(message) between 33 and 126 or message ~ %L)
      )
    $sql$,
    v_visible
  );
end
$do$;

-- A line of a file without a text of its own gets the campaign's, as it is when the campaign is queued.
comment on column outlier.campaign_file_recipients.message is
  'The text of the line''s own; null: it gets the campaign''s first_message, as that is when it is queued.';
comment on column outlier.recipients.reason is
  'Null: chosen. Else why no first message was sent: unsubscribed, excluded, added_via_file_upload, '
  'invalid_number, no_message, duplicate, cancelled, gave_up, erased.';

-- It reports what a segment did not yield.
drop function if exists outlier.choose_recipients(bigint, bigint, integer);
