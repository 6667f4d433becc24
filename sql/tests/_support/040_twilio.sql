create function test.twilio_date(p_at timestamptz)
returns text
language sql
as $$ select pg_catalog.to_char(p_at at time zone 'UTC', 'Dy, DD Mon YYYY HH24:MI:SS') || ' +0000'; $$;

-- A message in the format of Twilio's log.
create function test.logged(
  p_sid text,
  p_to text,
  p_text text default 'What do you need to know?',
  p_status text default 'delivered',
  p_made_at timestamptz default test.monday('1 second'),
  p_error_code integer default null,
  p_sent_at timestamptz default null,
  p_change jsonb default '{}'
)
returns jsonb
language sql
as $$
  select pg_catalog.jsonb_build_object(
    'sid',
    p_sid,
    'account_sid',
    'ACb66b4433f5bd599bd33b4980804beb8a',
    'from',
    '+13135550100',
    'to',
    p_to,
    'body',
    p_text,
    'direction',
    'outbound-api',
    'status',
    p_status,
    'error_code',
    p_error_code,
    'error_message',
    null,
    'num_segments',
    '1',
    'num_media',
    '0',
    'price',
    null,
    'date_created', test.twilio_date(p_made_at),
    'date_sent',
    case
      when p_sent_at = '-infinity' then null
      else test.twilio_date(coalesce(p_sent_at, p_made_at + interval '1 second'))
    end,
    'date_updated', test.twilio_date(p_made_at)
  ) || p_change;
$$;

create function test.page(p_next text default null, variadic p_messages jsonb[] default '{}')
returns jsonb
language sql
as $$
  select pg_catalog.jsonb_build_object(
    'messages', pg_catalog.to_jsonb(p_messages), 'page', 0, 'page_size', 300, 'next_page_uri', p_next
  );
$$;

-- Claims all due requests and answers each with the same page.
create function test.twilio_says(
  p_page jsonb, p_at timestamptz default test.monday('1 hour'), p_status integer default 200
)
returns jsonb
language plpgsql
as $$
declare
  v_claim jsonb := test.claim_requests(p_at);
begin
  if v_claim -> 'requests' <> '[]' then
    perform test.answer(v_claim, p_page, p_status, p_at);
  end if;
  return v_claim;
end;
$$;
