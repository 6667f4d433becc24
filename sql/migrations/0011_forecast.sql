-- A forecast looks up where the people of a whole queue are. Few authors have a place that is not their number's.
create index authors_placed_idx on outlier.authors (phone_number) include (time_zone, state)
  where time_zone is not null or state is not null;

create type outlier.expectation as (
  people bigint,
  parts bigint,
  cost numeric,
  starts_at timestamptz,
  ends_at timestamptz,
  reason text
);
comment on type outlier.expectation is 'What outlier.forecast() says of a batch.';
