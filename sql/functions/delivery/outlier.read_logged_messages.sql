create or replace function outlier.read_logged_messages(p_messages jsonb, p_now timestamptz default now())
returns outlier.logged_message[]
language sql
stable
set search_path = ''
as $$
  select coalesce(
    pg_catalog.array_agg(row(
      m.message ->> 'sid',
      m.message ->> 'to',
      m.message ->> 'body',
      pg_catalog.lower((m.message ->> 'status') collate "C"),
      case when m.message ->> 'error_code' ~ '^[0-9]{1,9}$' then (m.message ->> 'error_code')::integer end,
      outlier.parse_twilio_time(m.message ->> 'date_created'),
      -- A message cannot be sent after the answer that reports it. least() would turn null into a time, so it is not
      -- used.
      case
        when outlier.parse_twilio_time(m.message ->> 'date_sent') > p_now then p_now
        else outlier.parse_twilio_time(m.message ->> 'date_sent')
      end
    )::outlier.logged_message),
    '{}'
  )
  from pg_catalog.jsonb_array_elements(
    case when pg_catalog.jsonb_typeof(p_messages) = 'array' then p_messages else '[]' end
  ) as m (message)
  where m.message ->> 'sid' is not null
    and m.message ->> 'to' is not null
    and coalesce(m.message ->> 'direction', 'outbound') like 'outbound%';
$$;
comment on function outlier.read_logged_messages(jsonb, timestamptz) is
  'Returns the messages to people in a list of Twilio. Skips other entries.';
