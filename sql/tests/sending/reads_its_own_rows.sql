-- Recording a message costs as much in the last minute of a broadcast as in the first.
begin;
select plan(3);
select test.sending(2000);
update outlier.quotas set max_concurrent = null;
delete from outlier.quota_limits;
create function pg_temp.rows_read(p_table text) returns bigint language sql volatile as $$
  select t.seq_tup_read + coalesce(t.idx_tup_fetch, 0) from pg_stat_xact_user_tables as t where t.schemaname = 'outlier'
    and t.relname = p_table;
$$;
create function pg_temp.send(p_times integer) returns integer language plpgsql volatile as $$
declare
  v_counted integer := 0;
begin
  for i in 1..p_times loop
    v_counted := v_counted + test.record(test.claim(test.monday(), 10), test.monday('2 seconds'));
  end loop;
  return v_counted;
end;
$$;
analyze outlier.broadcasts, outlier.broadcast_first_messages;
-- PostgreSQL plans the statements while few messages are on record, and keeps the plans. Then there are many.
select pg_temp.send(10);
insert into outlier.message_statuses (is_second, broadcast_id, recipient_phone_number, message, missive_id)
select true, test.latest(), test.number(i), 'Earlier', gen_random_uuid() from generate_series(0, 20000) as i;
select test.let('queue', to_jsonb(pg_temp.rows_read('broadcast_first_messages')));
select test.let('statuses', to_jsonb(pg_temp.rows_read('message_statuses')));

select is(pg_temp.send(10), 100, 'a hundred more are sent');
select cmp_ok(
  pg_temp.rows_read('broadcast_first_messages') - test.get('queue')::bigint, '<', 100 * 20::bigint,
  'and nobody reads the rest of the queue for it'
);
select cmp_ok(
  pg_temp.rows_read('message_statuses') - test.get('statuses')::bigint, '<', 100 * 5::bigint,
  'nor what is on record already'
);
select * from finish();
rollback;
