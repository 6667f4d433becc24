-- Each message goes back into its queue. At the claim, Outlier drops it if the person has opted out since or has
-- received it already.
create or replace function outlier.resend_dead_letters(p_id bigint default null, p_now timestamptz default now())
returns integer
language plpgsql
volatile
set search_path = ''
as $$
declare
  v_letters outlier.dead_letters[];
  v_resent integer;
begin
  with taken as (
    delete from outlier.dead_letters as d
    where (d.id = p_id or p_id is null)
      and not exists (select from outlier.batches as b where b.id = d.batch_id and b.state = 'cancelled')
    returning d.*
  )
  select pg_catalog.array_agg(row(t.*)::outlier.dead_letters order by t.id) into v_letters from taken as t;
  if v_letters is null then
    if p_id is not null then
      raise exception using
        errcode = 'OT009',
        message = pg_catalog.format(
          'dead letter %s cannot be sent: it no longer exists, or its broadcast or campaign was cancelled', p_id
        ),
        hint = 'Read the ids in outlier.dead_letters.';
    end if;
    return 0;
  end if;

  -- The recorded reason is no longer true.
  update outlier.recipients as r
  set
    reason = case when l.is_second then r.reason end,
    follow_up_reason = case when l.is_second then null else r.follow_up_reason end
  from pg_catalog.unnest(v_letters) as l
  where r.phone_number = l.recipient_phone_number
    and r.batch_id = l.batch_id
    and 'gave_up' = case when l.is_second then r.follow_up_reason else r.reason end;
  insert into outlier.broadcast_first_messages (
    batch_id, broadcast_id, campaign_id, audience_segment_id, recipient_phone_number, message, due_at
  )
  select b.id, b.broadcast_id, b.campaign_id, l.audience_segment_id, l.recipient_phone_number, l.message, p_now
  from pg_catalog.unnest(v_letters) as l
  inner join outlier.batches as b on b.id = l.batch_id
  where not l.is_second
  order by l.id
  on conflict (recipient_phone_number, batch_id, is_second) do nothing;
  insert into outlier.broadcast_second_messages (
    batch_id, broadcast_id, campaign_id, audience_segment_id, recipient_phone_number, message, due_at
  )
  select b.id, b.broadcast_id, b.campaign_id, l.audience_segment_id, l.recipient_phone_number, l.message, p_now
  from pg_catalog.unnest(v_letters) as l
  inner join outlier.batches as b on b.id = l.batch_id
  where l.is_second
  order by l.id
  on conflict (recipient_phone_number, batch_id, is_second) do nothing;
  v_resent := pg_catalog.cardinality(v_letters);
  return v_resent;
end;
$$;
comment on function outlier.resend_dead_letters(bigint, timestamptz) is
  'Sends a dead letter again. If p_id is null, sends all dead letters again. Leaves out messages of cancelled '
  'batches. Returns the number of messages. OT009: there is no such dead letter, or its batch was cancelled.';
