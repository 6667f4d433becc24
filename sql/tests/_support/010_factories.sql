-- Factories for the tests. All times are explicit, so that no test depends on the day on which it runs.
create schema test;
grant usage on schema test to public;

-- Keeps a value from one statement of a test to the next.
create function test.let(p_name text, p_value jsonb)
returns void
language sql
as $$ select pg_catalog.set_config('test.' || p_name, p_value::text, true); $$;

create function test.get(p_name text)
returns jsonb
language sql
as $$ select pg_catalog.current_setting('test.' || p_name)::jsonb; $$;

-- Monday, 2 March 2026, 10:00 in Detroit. Tests that need no special time start here.
create function test.monday(p_later interval default interval '0')
returns timestamptz
language sql
immutable
as $$ select timestamptz '2026-03-02 15:00:00+00' + p_later; $$;

-- Phone numbers without an owner: 555-01xx of each area code, 80,000 in total.
create function test.number(p_index integer)
returns text
language sql
immutable
as $$ select pg_catalog.format('+1%s55501%s', 200 + p_index / 100, pg_catalog.lpad((p_index % 100)::text, 2, '0')); $$;

create function test.settings(p_time_zone text default 'America/Detroit')
returns void
language sql
as $$
  update outlier.settings
  set
    sending_phone_number = '+13135550100',
    organization_id = '16ead38e-0348-4564-9b8a-5085be988669',
    time_zone = p_time_zone;
$$;

create function test.author(
  p_phone_number text,
  p_unsubscribed boolean default false,
  p_exclude boolean default false,
  p_added_via_file_upload boolean default false
)
returns text
language sql
as $$
  insert into outlier.authors (phone_number, unsubscribed, exclude, added_via_file_upload)
  values (p_phone_number, p_unsubscribed, p_exclude, p_added_via_file_upload)
  returning phone_number;
$$;

-- People number p_first to p_first + p_count - 1.
create function test.authors(p_count integer, p_first integer default 0)
returns void
language sql
as $$
  insert into outlier.authors (phone_number)
  select test.number(i) from pg_catalog.generate_series(p_first, p_first + p_count - 1) as i;
$$;

create function test.segment(
  p_name text default 'everybody', p_query text default 'select phone_number from authors order by phone_number'
)
returns bigint
language sql
as $$
  insert into outlier.audience_segments (name, query) values (p_name, p_query)
  returning id;
$$;

create function test.broadcast(
  p_no_users integer default 10,
  p_run_at timestamptz default null,
  p_first_message text default 'What do you need to know?',
  p_second_message text default null,
  p_delay integer default 600,
  p_scheduled_after timestamptz default test.monday('-1 day')
)
returns bigint
language sql
as $$
  insert into outlier.broadcasts (no_users, run_at, first_message, second_message, delay, scheduled_after)
  values (p_no_users, p_run_at, p_first_message, p_second_message, p_delay, p_scheduled_after)
  returning id;
$$;

create function test.share(p_broadcast_id bigint, p_segment_id bigint, p_ratio numeric default 100)
returns void
language sql
as $$
  insert into outlier.broadcasts_segments (broadcast_id, segment_id, ratio)
  values (p_broadcast_id, p_segment_id, p_ratio);
$$;

-- A schedule with the same time on every day.
create function test.schedule(p_time time default '10:00', p_effective_from timestamptz default test.monday('-1 year'))
returns void
language sql
as $$
  insert into outlier.broadcast_settings (mon, tue, wed, thu, fri, sat, sun, effective_from)
  values (p_time, p_time, p_time, p_time, p_time, p_time, p_time, p_effective_from);
$$;

create function test.upcoming()
returns bigint
language sql
as $$ select b.id from outlier.broadcasts as b where b.state = 'scheduled'; $$;

create function test.latest()
returns bigint
language sql
as $$ select pg_catalog.max(b.id) from outlier.broadcasts as b where b.made_at is not null; $$;

-- A broadcast to p_people new people that has been in state sending since p_now. Returns its id.
create function test.sending(
  p_people integer default 3,
  p_second_message text default null,
  p_delay integer default 600,
  p_now timestamptz default test.monday()
)
returns bigint
language plpgsql
as $$
begin
  perform test.settings();
  perform test.authors(p_people);
  perform test.share(
    test.broadcast(p_people, p_now, p_second_message => p_second_message, p_delay => p_delay), test.segment()
  );
  return outlier.make_broadcast(p_now);
end;
$$;

-- A campaign in state sending, with an empty queue.
create function test.campaign(
  p_second_message text default null, p_label_ids uuid[] default '{}', p_now timestamptz default test.monday()
)
returns bigint
language sql
as $$
  insert into outlier.campaigns (state, processed, title, first_message, second_message, run_at, started_at, label_ids)
  values ('sending', true, 'Spring checkup', 'Is your water clear?', p_second_message, p_now, p_now, p_label_ids)
  returning id;
$$;

create function test.claim(
  p_now timestamptz default test.monday(),
  p_limit integer default 10,
  p_queue text default 'first_messages',
  p_worker text default 'worker'
)
returns jsonb
language sql
as $$ select api.claim_messages(p_queue => p_queue, p_worker => p_worker, p_limit => p_limit, p_now => p_now); $$;

-- The same result for all messages of a claim. p_answer adds fields to it or replaces them.
create function test.results(p_claim jsonb, p_answer jsonb default '{}')
returns jsonb
language sql
as $$
  select pg_catalog.jsonb_agg(
    pg_catalog.jsonb_build_object('id', m -> 'id', 'claimId', p_claim -> 'claimId', 'status', 201, 'written', true,
      'missiveId', pg_catalog.gen_random_uuid(), 'conversationId', pg_catalog.gen_random_uuid())
    || p_answer
  )
  from pg_catalog.jsonb_array_elements(p_claim -> 'messages') as m;
$$;

-- Records results. Returns the number of results that counted.
create function test.record_messages(p_queue text, p_results jsonb, p_now timestamptz default test.monday())
returns integer
language sql
as $$
  select pg_catalog.jsonb_array_length(
    api.record_messages(p_queue => p_queue, p_results => p_results, p_now => p_now) -> 'counted'
  );
$$;

create function test.record(
  p_claim jsonb,
  p_now timestamptz default test.monday(),
  p_answer jsonb default '{}',
  p_queue text default 'first_messages'
)
returns integer
language sql
as $$ select test.record_messages(p_queue, test.results(p_claim, p_answer), p_now); $$;

-- The phone numbers in a claim, in its order.
create function test.claimed(p_claim jsonb)
returns text[]
language sql
as $$
  select coalesce(pg_catalog.array_agg(m.message ->> 'to' order by m.place), '{}')
  from pg_catalog.jsonb_array_elements(p_claim -> 'messages') with ordinality as m (message, place);
$$;

-- Claims all due messages and records them as accepted.
create function test.send_all(p_now timestamptz default test.monday(), p_queue text default 'first_messages')
returns integer
language plpgsql
as $$
declare
  v_claim jsonb;
  v_sent integer := 0;
begin
  loop
    v_claim := test.claim(p_now, 5, p_queue);
    exit when coalesce(pg_catalog.jsonb_array_length(v_claim -> 'messages'), 0) = 0;
    v_sent := v_sent + test.record(v_claim, p_now, p_queue => p_queue);
  end loop;
  return v_sent;
end;
$$;

-- Contact hours, caps and the reserve for urgent messages have their own tests. In all other tests, the hour of a text
-- and the number of texts must not matter.
create table test.contact_hours as select * from outlier.contact_hours;
grant select on test.contact_hours to public;

create function test.always_open()
returns void
language sql
as $$
  delete from outlier.contact_hours where state is not null;
  update outlier.contact_hours set opens = '00:00', closes = '24:00';
  update outlier.settings set max_texts_per_day = null, urgent_reserve = 0;
$$;
select test.always_open();

-- The rules of a new database.
create function test.with_rules()
returns void
language sql
as $$
  delete from outlier.contact_hours;
  insert into outlier.contact_hours overriding system value select * from test.contact_hours;
  -- The flag must look as if no person had changed the row.
  update outlier.contact_hours set changed_by_hand = false;
  update outlier.settings set max_texts_per_day = 3, urgent_reserve = 10;
$$;
