create or replace function outlier.is_text_known(p_text jsonb, p_made_at timestamptz)
returns boolean
language sql
stable
set search_path = ''
as $$
  select exists (
    select
    from outlier.twilio_messages as t
    where t.external_id = p_text ->> 'sid'
  )
  -- Missive does not guarantee that it reports Twilio's id.
  or exists (
    select
    from outlier.twilio_messages as t
    cross join outlier.clock_allowance('twilio', p_made_at) as clock
    where t.from_phone_number = p_text ->> 'person'
      and t.external_id is null
      and t.created_at between p_made_at - clock.ahead - interval '1 minute' and p_made_at + clock.behind
      and outlier.is_same_text(p_text ->> 'body', t.preview)
  );
$$;
comment on function outlier.is_text_known(jsonb, timestamptz) is
  'Returns true if twilio_messages has a text that Twilio''s log shows.';
