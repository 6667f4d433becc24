alter table outlier.settings add column read_lag_limit interval not null default interval '10 seconds'
  constraint read_lag_limit_is_0_to_1_hour check (read_lag_limit between interval '0' and interval '1 hour');
comment on column outlier.settings.read_lag_limit is
  'A standby that is further behind than this answers no reads: the primary does. Only with '
  'ConnectionStrings__OutlierReadOnly.';
grant select (read_lag_limit) on outlier.settings to outlier_reader;
