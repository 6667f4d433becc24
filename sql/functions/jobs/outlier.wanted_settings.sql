create or replace view outlier.wanted_settings as
select w.name, w.value
from (
  values
    ('default_transaction_isolation', 'read committed'),
    ('default_transaction_deferrable', 'off'),
    ('standard_conforming_strings', 'on'),
    ('row_security', 'on'),
    ('DateStyle', 'ISO, MDY'),
    ('IntervalStyle', 'postgres'),
    ('TimeZone', 'UTC'),
    ('bytea_output', 'hex'),
    ('extra_float_digits', '1'),
    ('array_nulls', 'on'),
    ('transform_null_equals', 'off'),
    ('quote_all_identifiers', 'off'),
    ('gin_fuzzy_search_limit', '0'),
    ('client_min_messages', 'warning'),
    ('jit', 'off'),
    ('lock_timeout', '0'),
    ('idle_session_timeout', '0'),
    ('idle_in_transaction_session_timeout', '0'),
    ('transaction_timeout', '0')
) as w (name, value);
comment on view outlier.wanted_settings is
  'The session settings that the jobs of pg_cron need, whatever the server or the database has set. Each migration '
  'sets them for outlier_owner in this database. The executor sets the same in its own sessions.';
