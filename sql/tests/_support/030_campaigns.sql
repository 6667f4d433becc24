-- Labels, and people with them. Each person number has one conversation, which is created at the first use.
create function test.label(p_name text, p_parent uuid default null)
returns uuid
language sql
as $$
  insert into outlier.labels (id, name, name_with_parent_names, parent, created_at)
  values (md5('label ' || p_name)::uuid, p_name, p_name, p_parent, test.monday('-1 year'))
  returning id;
$$;

create function test.conversation(p_person integer)
returns uuid
language plpgsql
as $$
declare
  v_id uuid := md5('conversation ' || p_person)::uuid;
begin
  insert into outlier.authors (phone_number) values (test.number(p_person)) on conflict do nothing;
  insert into outlier.conversations (id, created_at, updated_at)
  values (v_id, test.monday('-1 year'), test.monday('-1 year'))
  on conflict do nothing;
  insert into outlier.conversations_authors (conversation_id, author_phone_number)
  values (v_id, test.number(p_person))
  on conflict do nothing;
  return v_id;
end;
$$;

-- Gives a label to the people number p_first to p_first + p_count - 1.
create function test.give_label(
  p_label_id uuid, p_first integer, p_count integer, p_since timestamptz default test.monday('-30 days')
)
returns void
language sql
as $$
  insert into outlier.conversations_labels (conversation_id, label_id, created_at)
  select test.conversation(i), p_label_id, p_since
  from pg_catalog.generate_series(p_first, p_first + p_count - 1) as i;
$$;

create function test.segments(p_included uuid, p_excluded uuid default null)
returns jsonb
language sql
as $$
  select pg_catalog.jsonb_build_object('included', pg_catalog.jsonb_build_object('id', p_included))
    || case
      when p_excluded is null then '{}'
      else pg_catalog.jsonb_build_object('excluded', pg_catalog.jsonb_build_object('id', p_excluded))
    end;
$$;

create function test.scheduled_campaign(
  p_segments jsonb,
  p_run_at timestamptz default test.monday(),
  p_second_message text default null,
  p_first_message text default 'Is your water clear?'
)
returns bigint
language sql
as $$
  insert into outlier.campaigns (title, first_message, second_message, segments, run_at)
  values ('Spring checkup', p_first_message, p_second_message, p_segments, p_run_at)
  returning id;
$$;

-- A campaign to p_people new people with one label that has been in state sending since p_now. Returns its id.
create function test.sending_campaign(
  p_people integer default 3, p_second_message text default null, p_now timestamptz default test.monday()
)
returns bigint
language plpgsql
as $$
declare
  v_label uuid;
  v_id bigint;
begin
  perform test.settings();
  v_label := test.label('Water');
  perform test.give_label(v_label, 0, p_people);
  v_id := test.scheduled_campaign(test.segments(v_label), p_now, p_second_message);
  perform outlier.queue_campaign_messages(v_id, p_now);
  return v_id;
end;
$$;

-- A valid request to the HTTP API. p_change adds fields to it or replaces them.
create function test.request(p_change jsonb default '{}')
returns jsonb
language sql
as $$
  select pg_catalog.jsonb_build_object(
    'firstMessage', 'Is your water clear?', 'runAt', extract(epoch from test.monday('1 hour'))::bigint
  ) || p_change;
$$;

-- Claims all due requests. Like the executor, it claims again if the database first had to expire a request.
create function test.claim_requests(p_now timestamptz default test.monday(), p_limit integer default 100)
returns jsonb
language plpgsql
as $$
declare
  v_claim jsonb;
begin
  loop
    v_claim := api.claim_requests(p_worker => 'worker', p_limit => p_limit, p_now => p_now);
    exit when v_claim -> 'requests' <> '[]' or v_claim -> 'wakeInMilliseconds' is distinct from '0';
  end loop;
  return v_claim;
end;
$$;

-- Records the results one by one, like the executor. Returns the number of results that counted.
create function test.record_requests(p_results jsonb, p_now timestamptz default test.monday())
returns integer
language sql
as $$
  select pg_catalog.count(*) filter (where api.record_request(p_result => r.result, p_now => p_now))::integer
  from pg_catalog.jsonb_array_elements(p_results) as r (result);
$$;

-- Gives the same answer to all requests of a claim. A body that is passed as JSON is recorded as text, as it arrives in
-- HTTP.
create function test.answer(
  p_claim jsonb,
  p_body jsonb default null,
  p_status integer default 200,
  p_now timestamptz default test.monday(),
  p_answer jsonb default '{}'
)
returns integer
language sql
as $$
  select test.record_requests(
    (
      select pg_catalog.jsonb_agg(
        pg_catalog.jsonb_build_object(
          'id', r -> 'id', 'claimId', r -> 'claimId', 'status', p_status, 'written', true, 'body',
          coalesce(p_body::text, '')
        ) || p_answer
      )
      from pg_catalog.jsonb_array_elements(p_claim -> 'requests') as r
    ),
    p_now
  );
$$;
