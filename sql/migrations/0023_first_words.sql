-- Of some hundred patterns a message can only contain those whose first word is among its own.
create index consent_patterns_first_word_idx on outlier.consent_patterns (pg_catalog.split_part(plain, ' ', 1));
