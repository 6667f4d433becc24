-- Who said what and when, and records that stay whole whatever is done to the tables around them.

-- Patterns are compared as messages are, by one function: a trigger fills the column that a formula of its own filled before.
alter table outlier.consent_patterns
  alter column plain drop expression,
  alter column plain set not null,
  add constraint words_hold_a_letter_a_digit_or_an_emoji check (plain <> '');
comment on column outlier.consent_patterns.plain is 'The words as said() makes them, and as messages are compared. A trigger keeps it.';

-- Not only erase_person takes rows of people away.
comment on table outlier.erased_people is
  'People whose row was erased, deleted or given another number, and who were not to be texted, by a salted hash of their number: when one comes in again, the row goes and the flags return.';
comment on column outlier.erased_people.erased_at is 'When their row went: what they say later counts.';

-- Times from outside are no later than their receipt.
drop function if exists outlier.json_time(jsonb);
drop function if exists outlier.logged_messages(jsonb);
