create type outlier.message_result as (
  id bigint,
  outcome text,
  status integer,
  missive_id uuid,
  conversation_id uuid,
  retry_after integer,
  body text
);
comment on type outlier.message_result is
  'What came of one claimed message: accepted, refused, rate_limited, token_refused, unknown or released, and the facts behind it.';
