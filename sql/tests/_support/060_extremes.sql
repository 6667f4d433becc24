-- Values at the edges of each type, as an administrator may write them with SQL.
create function test.extremes(p_type text)
returns text[]
language sql
immutable
as $$
  select case
    when p_type in ('smallint', 'integer', 'bigint') then array[null, '0', '-1', '1', '2147483647', '9223372036854775807', '-2147483648']
    when p_type in ('numeric', 'double precision') then array[null, '0', '-1', 'NaN', 'Infinity', '-Infinity', '1e300']
    when p_type = 'boolean' then array[null, 'true', 'false']
    when p_type = 'interval' then array[null, '0', '-1 day', '300000 years', '-300000 years', '1 microsecond']
    when p_type = 'timestamp with time zone' then array[null, 'infinity', '-infinity', '0001-01-01 00:00+00', '294276-12-31 00:00+00', '1970-01-01 00:00+00']
    when p_type = 'time without time zone' then array[null, '00:00', '24:00', '23:59:59.999999', '10:00:30']
    when p_type = 'uuid' then array[null, '00000000-0000-0000-0000-000000000000', 'ffffffff-ffff-4fff-bfff-ffffffffffff']
    when p_type = 'uuid[]' then array[null, '{}', '{null}', '{{00000000-0000-0000-0000-000000000000}}', '{00000000-0000-0000-0000-000000000000,null}']
    when p_type = 'text[]' then array[null, '{}', '{null}', '{{a}}']
    when p_type = 'jsonb' then array[null, 'null', '[]', '{}', '"x"', '-1', '[null]', '{"included": null}', '{"included": {"id": "x"}, "excluded": {"id": "x"}}']
    when p_type = 'bytea' then array[null, '', '\x00']
    when p_type = 'text' then
      array[null, '', ' ', pg_catalog.repeat('x', 1000000), E'\u200b', '+', '''"; --', 'infinity', '00000000-0000-0000-0000-000000000000', E'\uffff']
    else array[null]
  end;
$$;

-- The tests change person number 1 and that person's broadcast and campaign. Everybody else consists of a campaign to
-- people 40 to 42 that is being sent, and a campaign to people 45 and 46 that is due at 12:00.
create function test.everybody_else()
returns void
language plpgsql
as $$
declare
  v_label uuid;
begin
  perform test.well_known_person();
  perform test.schedule('10:00');
  update outlier.quotas set max_concurrent = null;
  perform outlier.reconcile(p_now => test.monday('20 minutes'));
  insert into outlier.links (url, state, short_url) values ('https://example.org/a', 'made', 'https://dub.sh/a');
  insert into outlier.message_reads (missive_id, due_at) values (pg_catalog.gen_random_uuid(), test.monday('30 minutes'));
  insert into outlier.teams (id, name) values (pg_catalog.md5('team')::uuid, 'Desk');
  insert into outlier.users (id, name) values (pg_catalog.md5('user')::uuid, 'Avery Stone');
  v_label := test.label('Everybody else');
  perform test.give_label(v_label, 40, 3);
  perform test.give_label(v_label, 45, 2);
  perform outlier.queue_campaign_messages(
    test.scheduled_campaign(test.segments(v_label), test.monday('1 hour'), p_first_message => 'To everybody else'), test.monday('1 hour')
  );
  perform test.scheduled_campaign(test.segments(v_label), test.monday('2 hours'), p_first_message => 'At noon');
end;
$$;

-- Runs all that a normal day needs, at 12:00. Returns the parts that failed. Null: none.
create function test.failing_at_noon(p_sends boolean default true)
returns text
language plpgsql
as $$
declare
  v_at constant timestamptz := test.monday('2 hours');
  v_step text;
  v_view text;
begin
  v_step := 'claim first messages';
  if not test.claimed(api.claim_messages('first_messages', 'worker', 100, v_at)) && array[test.number(40), test.number(41), test.number(42)] and p_sends then
    return 'the messages of everybody else are not handed out';
  end if;
  v_step := 'claim second messages';
  perform api.claim_messages('second_messages', 'worker', 100, v_at);
  v_step := 'claim requests';
  perform test.claim_requests(v_at);
  v_step := 'hear an opt-out';
  perform test.writes(test.number(45), 'QUIT', v_at);
  if not (select a.unsubscribed from outlier.authors as a where a.phone_number = test.number(45)) then
    return 'an opt-out is not heard: ' || coalesce((select e.message from outlier.errors as e order by e.occurred_at desc, e.id desc limit 1), '');
  end if;
  v_step := 'run campaigns';
  perform outlier.check_and_run_campaigns(v_at);
  if not exists (select from outlier.broadcast_first_messages as q where q.message = 'At noon' and q.recipient_phone_number = test.number(46)) and p_sends then
    return 'the campaign that is due does not run';
  end if;
  v_step := 'make broadcasts';
  perform outlier.check_and_trigger_broadcast(v_at);
  v_step := 'maintain queues';
  perform outlier.maintain_queues(v_at);
  v_step := 'retry events';
  perform outlier.retry_events(v_at);
  v_step := 'maintain partitions';
  perform outlier.maintain_partitions(v_at);
  v_step := 'reconcile';
  perform outlier.reconcile(p_now => v_at);
  v_step := 'failed deliveries';
  perform outlier.handle_failed_deliveries(v_at);
  v_step := 'double failures';
  perform outlier.archive_double_failures(v_at);
  v_step := 'claim what became due';
  perform api.claim_messages('first_messages', 'worker', 100, v_at + interval '1 day');
  v_step := 'claim requests that became due';
  perform test.claim_requests(v_at + interval '1 day');
  v_step := 'read status';
  perform api.read_status(v_at);
  v_step := 'read metrics';
  perform api.read_metrics(v_at);
  v_step := 'check';
  perform api.check_installation(v_at);
  v_step := 'list campaigns';
  perform api.list_campaigns(p_now => v_at);
  v_step := 'list broadcasts';
  perform api.broadcast_sidebar();
  v_step := 'read settings';
  perform api.broadcast_settings();
  v_step := 'list segments';
  perform api.list_campaign_segments();
  v_step := 'count';
  perform outlier.get_campaign_recipient_count(c.segments) from outlier.campaigns as c where c.first_message = 'At noon';
  for v_view in select c.oid::regclass::text from pg_catalog.pg_class as c where c.relnamespace = 'outlier'::regnamespace and c.relkind = 'v' loop
    v_step := v_view;
    execute pg_catalog.format('select pg_catalog.count(pg_catalog.to_jsonb(v)) from %s as v', v_view);
  end loop;
  return null;
exception
  when others then
    return pg_catalog.format('%s: %s (%s)', v_step, sqlerrm, sqlstate);
end;
$$;

-- Writes each extreme value into each column of a table's first row, one at a time. After each, it checks that
-- everybody else's day still works. Returns the failures. p_stops lists columns with the purpose of stopping all
-- sending.
create function test.survives(p_table text, p_stops text[] default '{}')
returns setof text
language plpgsql
as $$
declare
  v_column record;
  v_value text;
  v_failing text;
  -- Person number 1 was created first. If other files ran before this one, a row without a serial number may have the
  -- place of a deleted row, so the order in the table does not show the first one.
  v_order text := (
    select case
      when p_table = 'authors' then 'f.phone_number'
      else coalesce(pg_catalog.max('f.id') filter (where a.attname = 'id' and a.atttypid = 'bigint'::regtype), 'f.tableoid, f.ctid')
    end
    from pg_catalog.pg_attribute as a
    where a.attrelid = ('outlier.' || p_table)::regclass
  );
begin
  for v_column in
    select a.attname, pg_catalog.format_type(a.atttypid, null) as type
    from pg_catalog.pg_attribute as a
    where a.attrelid = ('outlier.' || p_table)::regclass
      and a.attnum > 0
      and not a.attisdropped
      and a.attgenerated = ''
      and a.attidentity <> 'a'
    order by a.attnum
  loop
    foreach v_value in array test.extremes(v_column.type) loop
      v_failing := null;
      begin
        begin
          execute pg_catalog.format(
            'update outlier.%1$I as t set %2$I = $1::%3$s from (select f.tableoid, f.ctid from outlier.%1$I as f order by %4$s limit 1) as first
             where t.tableoid = first.tableoid and t.ctid = first.ctid',
            p_table, v_column.attname, v_column.type, v_order
          )
          using v_value;
          set constraints all immediate;
        exception
          -- The database refuses the value, which is correct. Its error says why.
          when others then
            raise exception using errcode = 'TX000', message = 'refused';
        end;
        v_failing := test.failing_at_noon(v_column.attname <> all (p_stops));
        raise exception using errcode = 'TX000', message = 'undone';
      exception
        when sqlstate 'TX000' then
          null;
      end;
      if v_failing is not null then
        return next pg_catalog.format('%s.%s = %s: %s', p_table, v_column.attname, coalesce(pg_catalog.left(v_value, 40), 'null'), v_failing);
      end if;
    end loop;
  end loop;
end;
$$;
