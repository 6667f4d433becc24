-- Only an executor that exports traces calls watch_settled(). For all others, the first check ends this function.
create or replace function outlier.tg_message_statuses__collect_settled()
returns trigger
language plpgsql
volatile
set search_path = ''
as $$
declare
  v_known text := pg_catalog.current_setting('outlier.settled', true);
  v_settled jsonb;
begin
  if coalesce(v_known, '') = '' then
    return null;
  end if;
  if TG_OP = 'INSERT' then
    select pg_catalog.jsonb_agg(outlier.settled_json(n)) into v_settled
    from new_rows as n
    where outlier.classify_delivery(n.twilio_sent_status) <> 'unknown';
  else
    select pg_catalog.jsonb_agg(outlier.settled_json(n)) into v_settled
    from new_rows as n
    inner join old_rows as o on o.id = n.id
    where outlier.classify_delivery(n.twilio_sent_status) <> 'unknown'
      and outlier.classify_delivery(n.twilio_sent_status) <> outlier.classify_delivery(o.twilio_sent_status);
  end if;
  if v_settled is not null then
    perform pg_catalog.set_config('outlier.settled', (v_known::jsonb || v_settled)::text, true);
  end if;
  return null;
end;
$$;
comment on function outlier.tg_message_statuses__collect_settled() is
  'Collects messages that were delivered or failed, if this transaction has called watch_settled(). Runs once per '
  'statement.';

create or replace trigger _300_collect_settled_inserted
  after insert on outlier.message_statuses
  referencing new table as new_rows
  for each statement
  execute function outlier.tg_message_statuses__collect_settled();
create or replace trigger _300_collect_settled_updated
  after update on outlier.message_statuses
  referencing old table as old_rows new table as new_rows
  for each statement
  execute function outlier.tg_message_statuses__collect_settled();
