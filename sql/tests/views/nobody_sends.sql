-- The view uses the real clock, by which the messages of these tests have been due for a long time.
begin;
select plan(7);
create function pg_temp.nobody_sends() returns text
language sql
as $$
  select string_agg(p.message, E'\n' order by p.message) from outlier.problems as p where p.kind = 'nobody_sends';
$$;
select test.sending(4, 'And?', 3600);
select is(
  pg_temp.nobody_sends(),
  '4 messages of first_messages are due, but no executor claims them',
  'messages that nobody claims are a problem'
);
select test.record(test.claim(p_limit => 1));
select is(
  pg_temp.nobody_sends(),
  E'1 messages of second_messages are due, but no executor claims them\n'
    '3 messages of first_messages are due, but no executor claims them',
  'each queue is reported on its own'
);
update outlier.batches set state = 'paused' where state = 'sending';
select is(pg_temp.nobody_sends(), null, 'messages of a paused batch are no problem');
update outlier.batches set state = 'sending' where state = 'paused';
select outlier.stop_all_sending();
select is(pg_temp.nobody_sends(), null, 'if all sending is stopped, nobody has to claim');
select outlier.resume_all_sending();
update outlier.quotas set held_until = now() + interval '1 hour', hold_reason = 'Missive answered 429';
select is(pg_temp.nobody_sends(), null, 'if the quota allows no call, nobody has to claim');
update outlier.quotas set held_until = null, hold_reason = null;
update outlier.queued_messages
set state = 'sending', claim_id = 1, claimed_by = 'worker', claimed_at = now(), lease_until = now() + interval '1 hour'
where id in (select min(q.id) from outlier.queued_messages as q group by q.is_second);
select is(pg_temp.nobody_sends(), null, 'a message under way shows that somebody claims');
create function pg_temp.read_rows() returns numeric
language sql
as $$
  select sum(t.seq_tup_read + t.idx_tup_fetch)
  from pg_stat_xact_all_tables as t
  where t.relid in (
    select i.inhrelid from pg_inherits as i where i.inhparent = 'outlier.queued_messages'::regclass
  );
$$;
insert into outlier.queued_messages (is_second, broadcast_id, recipient_phone_number, message, due_at)
select false, test.latest(), '+1313555' || n, 'Hi, this is Example Newsroom.', now() - interval '1 hour'
from generate_series(1000, 3999) as n;
analyze outlier.queued_messages;
set local enable_seqscan = off;
create temporary table before as select pg_temp.read_rows() as read_rows;
select count(*) from outlier.problems;
select cmp_ok(
  pg_temp.read_rows() - (select b.read_rows from before as b), '<', 20::numeric,
  'while somebody sends, looking for problems does not read the queue'
);
select * from finish();
rollback;
