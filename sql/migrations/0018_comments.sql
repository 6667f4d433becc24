comment on table outlier.batch_brakes is
  'Batches that pause_failing_batches() has paused. After a resume only the messages count that were accepted since.';
comment on column outlier.authors.zipcode is
  'The person''s ZIP code, as they or the team gave it. If authors.state is not set, the ZIP code sets it: see '
  'find_zipcode_state().';
comment on column outlier.invoke_history.mentions is
  'Phone numbers (ten digits) and ids that the body may mention, as find_mentions() finds them; null: the body was not '
  'searched yet.';
