-- One insert statement creates one campaign. A bad row costs only its own message: the others are sent.
create or replace function outlier.process_campaign_personalized_recipient_batch()
returns trigger
language plpgsql
volatile
set search_path = ''
as $$
declare
  v_campaign_id bigint;
  v_lines integer[];
  v_phone_numbers text[];
  v_messages text[];
  v_queued integer;
  v_skipped text;
  v_campaign outlier.batches;
  v_gap text;
begin
  if not exists (select from new_rows) then
    return null;
  end if;
  insert into outlier.campaigns (title, is_personalized, has_file, run_at)
  values ('Personalized ' || outlier.local_time(now()), true, true, now())
  returning id into v_campaign_id;

  select pg_catalog.array_agg(coalesce(ordered.phone_number, '')), pg_catalog.array_agg(coalesce(ordered.message, ''))
  into v_phone_numbers, v_messages
  from (select n.phone_number, n.message from new_rows as n order by n.id) as ordered;
  v_lines := array(
    select lines.line
    from pg_catalog.generate_series(1, pg_catalog.cardinality(v_messages)) as lines (line)
  );
  perform outlier.add_file_recipients(v_campaign_id, v_lines, v_phone_numbers, v_phone_numbers, v_messages, now());
  delete from outlier.campaign_personalized_recipients as r using new_rows as n where r.id = n.id;
  select b.* into v_campaign from outlier.batches as b where b.id = v_campaign_id;
  v_gap := outlier.explain_missing_approval(v_campaign, null, outlier.count_batch_people(v_campaign));
  if v_gap is null then
    v_queued := outlier.queue_campaign_messages(v_campaign_id, now(), p_is_judged => true);
  end if;

  select pg_catalog.string_agg(pg_catalog.format('%s %s', skipped.rows, skipped.verdict), ', ' order by skipped.verdict)
  into v_skipped
  from (
    select pg_catalog.replace(f.verdict, '_', ' ') as verdict, pg_catalog.count(*) as rows
    from outlier.campaign_file_recipients as f
    where f.campaign_id = v_campaign_id
      and f.verdict not in ('accepted', 'extension')
    group by f.verdict
  ) as skipped;
  raise notice using message = pg_catalog.format(
    'campaign %s: %s%s',
    v_campaign_id,
    coalesce(v_queued || ' queued', 'waits for an approval, because ' || v_gap),
    case
      when v_skipped is null then ', none skipped'
      else pg_catalog.format(
        '; skipped: %s. See: select line, raw, verdict, duplicate_of from outlier.campaign_file_recipients where '
        'campaign_id = %s and verdict not in (''accepted'', ''extension'') order by line;',
        v_skipped, v_campaign_id)
    end
  );
  return null;
end;
$$;
comment on function outlier.process_campaign_personalized_recipient_batch() is
  'Creates one campaign from the rows of an insert statement and queues a message for each row. Raises a notice with '
  'the number of queued messages and the reasons for skipped rows.';

create or replace trigger trigger_process_campaign_personalized_recipient_batch
  after insert on outlier.campaign_personalized_recipients
  referencing new table as new_rows
  for each statement
  execute function outlier.process_campaign_personalized_recipient_batch();
