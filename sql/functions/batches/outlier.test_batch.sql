-- The administrator listed the numbers, but each belongs to a person. So a person who has opted out, is outside of
-- their contact hours or has received enough texts gets no test. Either all tests are sent or none, so that the team
-- knows which texts to expect.
create or replace function outlier.test_batch(p_batch outlier.batches, p_phone_numbers text[], p_now timestamptz)
returns void
language plpgsql
volatile
set search_path = ''
as $$
declare
  v_settings outlier.settings := outlier.require_settings();
  v_texts text[];
  v_text text;
  v_number text;
  v_refusal text;
  v_open_until timestamptz;
  v_test outlier.direct_texts;
begin
  v_texts := pg_catalog.array_remove(
    array[
      coalesce(
        p_batch.first_message,
        -- A personalized campaign uses the first person's text, uncut.
        (
          select f.message
          from outlier.campaign_file_recipients as f
          where f.campaign_id = p_batch.id
            and f.message is not null
            and f.verdict in ('accepted', 'extension')
          order by f.line, f.place
          limit 1
        )
      ),
      p_batch.second_message
    ],
    null
  );
  if not outlier.is_sending_allowed() then
    raise exception using
      errcode = 'OT010',
      message = 'no test can be sent: Outlier sends nothing at present',
      hint = 'Read the reason on the page Today, or in outlier.problems.';
  end if;
  -- Lock the batch before the caps, to avoid a deadlock. A claim waits for the caps while it holds messages, and a
  -- cancellation waits for these messages while it holds the batch.
  perform from outlier.batches as b where b.id = p_batch.id for key share;
  perform outlier.lock_caps();
  foreach v_number in array p_phone_numbers loop
    select case
      when v_number <> all (v_settings.test_numbers) then 'it is not in settings.test_numbers'
      when outlier.is_own_number(v_number) then 'Outlier sends its own messages from it'
      when a.unsubscribed then 'this person has opted out'
      when a.exclude then 'this person is excluded'
      when p_batch.exempt_reason is not null then null
      when not h.is_open then 'contact hours there are closed' || coalesce(
        ' until ' || outlier.local_time(h.until), ''
      )
      when v_settings.max_texts_per_day < pg_catalog.cardinality(v_texts) + (
        select pg_catalog.count(*)
        from outlier.find_counted_texts(v_number, p_now - interval '24 hours')
      ) then 'it would get more texts in 24 hours than settings.max_texts_per_day allows'
    end,
    case when p_batch.exempt_reason is null then h.until end
    into v_refusal, v_open_until
    from (values (v_number)) as listed (phone_number)
    left join outlier.authors as a on a.phone_number = listed.phone_number
    left join lateral outlier.find_place(v_number, a.time_zone, a.state) as p on true
    left join lateral outlier.contact_window(p.states, p.time_zones, p_now) as h on true;
    if v_refusal is not null then
      raise exception using
        errcode = 'OT010',
        message = pg_catalog.format('no test can be sent to %s: %s', v_number, v_refusal),
        hint = 'No test was sent.';
    end if;
    foreach v_text in array v_texts loop
      v_test.phone_number := v_number;
      v_test.purpose := 'test';
      v_test.batch_id := p_batch.id;
      v_test.text := v_text;
      v_test.created_at := p_now;
      v_test.expires_at := least(p_now + interval '5 minutes', v_open_until);
      perform outlier.queue_direct_text(v_test);
    end loop;
  end loop;
end;
$$;
comment on function outlier.test_batch(outlier.batches, text[], timestamptz) is
  'Sends the texts of a batch to numbers of settings.test_numbers, as a test. OT010: one of the numbers may not be '
  'texted now, so no test is sent.';
