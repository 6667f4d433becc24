begin;
select plan(4);
select test.sending(2);
select test.send_all();
select is((select count(audience_segment_id) from outlier.message_statuses), 2::bigint, 'messages name their segment');
delete from outlier.broadcasts_segments;
delete from outlier.audience_segments;
select is((select count(audience_segment_id) from outlier.message_statuses), 0::bigint, 'of a deleted one no more');
select is((select count(*) from outlier.message_statuses), 2::bigint, 'they stay');

-- The segment is deleted while its messages are being sent.
select test.authors(1, 50);
select lives_ok(
  $$
    insert into outlier.broadcast_first_messages (broadcast_id, audience_segment_id, recipient_phone_number, message)
    select max(batch_id), 4711, test.number(50), 'Hello' from outlier.message_statuses;
    select test.send_all()
  $$,
  'what was queued for it goes out'
);
select * from finish();
rollback;
