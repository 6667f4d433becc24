-- Two tokens belong to one Missive user. Their calls together must stay within its limits.
begin;
select plan(4);
select test.sending(400, 'And?', 1);
update outlier.tokens set quota = 'first_messages' where name = 'second_messages';
update outlier.quotas set max_concurrent = null;
create temp table calls (queue text, at timestamptz, calls integer);
create function pg_temp.send() returns void language plpgsql as $$
declare
  v_now timestamptz := test.monday();
  v_claim jsonb;
  v_queue text;
begin
  while exists (select from outlier.queued_messages) and v_now < test.monday('30 minutes') loop
    foreach v_queue in array array['first_messages', 'second_messages'] loop
      v_claim := test.claim(v_now, 40, v_queue);
      insert into calls values (v_queue, v_now, jsonb_array_length(v_claim -> 'messages'));
      perform test.record(v_claim, v_now, p_queue => v_queue) where jsonb_array_length(v_claim -> 'messages') > 0;
    end loop;
    v_now := v_now + interval '2 seconds';
  end loop;
end;
$$;
select pg_temp.send();
select is((select count(*) from outlier.message_statuses), 800::bigint, 'first and second messages are all sent');
select cmp_ok(
  (
    select max(n)
    from (
      select sum(calls) over (order by at range between current row and interval '59.999 seconds' following) as n
      from calls
    ) as s
  ),
  '<=',
  300::bigint,
  'together they stay inside the minute'
);
select is(
  (select sum(calls) from calls where at < test.monday('1 minute')), 300::bigint,
  'and use it up'
);
select cmp_ok(
  (select max(at) from calls), '<=', test.monday('2 minutes 40 seconds'), 'they are through when the limit allows it'
);
select * from finish();
rollback;
