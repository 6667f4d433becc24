-- Who said what and when, and records that stay whole whatever is done to the tables around them.

-- Patterns are compared as messages are, by one function: a trigger fills the column that a formula of its own filled before.
alter table outlier.consent_patterns
  alter column plain drop expression,
  alter column plain set not null,
  add constraint words_hold_a_letter_a_digit_or_an_emoji check (plain <> '');
comment on column outlier.consent_patterns.plain is 'The words as said() makes them, and as messages are compared. A trigger keeps it.';
