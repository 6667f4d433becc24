-- A campaign that has not run in the source gets the state missed, so that it does not start here by itself and is not
-- sent twice. If it has changed or run there since, the next import creates it again.
create or replace function outlier.import_campaigns(p_now timestamptz default now())
returns void
language plpgsql
volatile
set search_path = ''
as $$
declare
  c_words constant text := outlier.import_wait_reason();
  v_campaign record;
begin
  delete from outlier.import_report as r where r.source_table in ('campaigns', 'campaign_file_recipients');
  perform outlier.read_import_numbers(array(
    select distinct f.phone_number
    from pg_temp.import_campaign_file_recipients as f
    where not exists (select from pg_temp.import_numbers as n where n.raw = f.phone_number)
  ));

  -- Deletes campaigns that were imported as missed and that have since changed, run or been deleted in the source.
  for v_campaign in
    select here.id, c.id as source_id
    from outlier.batches as here
    inner join outlier.import_ids as i on i.kind = 'campaign' and i.id = here.id
    left join pg_temp.import_campaigns as c on c.id = i.source_id
    where here.state = 'missed'
      and here.error = c_words
      and (
        c.id is null
        or c.processed
        or row(here.title, here.first_message, here.second_message, here.segments, here.run_at)
          is distinct from row(
            nullif(pg_catalog.left(c.title, 500), ''), outlier.import_text(c.first_message),
            outlier.import_text(c.second_message),
            case when c.recipient_file_url is null then outlier.normalize_segments(c.segments) end, c.run_at
          )
      )
    order by here.id
  loop
    delete from outlier.batches as b where b.id = v_campaign.id;
    if v_campaign.source_id is null then
      insert into outlier.import_report (source_table, source_key, kind, why)
      values (
        'campaigns', 'batch ' || v_campaign.id, 'changed',
        'The campaign was deleted there before it ran, and is deleted here.'
      );
    end if;
  end loop;

  for v_campaign in
    select c.id
    from pg_temp.import_campaigns as c
    where c.id not in (select i.source_id from outlier.import_ids as i where i.kind = 'campaign')
    order by c.id
  loop
    insert into outlier.import_ids (kind, source_id, id)
    values ('campaign', v_campaign.id, outlier.choose_import_id('campaign', v_campaign.id));
  end loop;
  insert into outlier.batches (
    id, kind, state, title, first_message, second_message, segments, has_file, is_personalized, delay, run_at,
    recipient_count, label_ids, error, written_by, created_at, updated_at
  )
  select
    i.id,
    'campaign',
    case when not c.processed then 'missed' when waiting.people > 0 then 'paused' else 'done' end,
    case when not outlier.is_blank(c.title) then pg_catalog.left(c.title, 500) end,
    case when not own_texts.each then coalesce(outlier.import_text(c.first_message), '(no text)') end,
    case when not own_texts.each then outlier.import_text(c.second_message) end,
    case when c.recipient_file_url is null then c.segments end,
    c.recipient_file_url is not null,
    own_texts.each,
    least(greatest(coalesce(c.delay, 600), 1), 2592000),
    coalesce(c.run_at, c.created_at, p_now),
    greatest(c.recipient_count, 0),
    (
      select coalesce(pg_catalog.array_agg(distinct l.id::uuid), '{}')
      from pg_catalog.unnest(c.label_ids) as l (id)
      where outlier.is_uuid(l.id)
    ),
    case when not c.processed then c_words when waiting.people > 0 then outlier.import_hold_reason(waiting.people) end,
    array['import'],
    coalesce(c.created_at, p_now),
    coalesce(c.updated_at, c.created_at, p_now)
  from pg_temp.import_campaigns as c
  inner join outlier.import_ids as i on i.kind = 'campaign' and i.source_id = c.id
  cross join lateral (
    select pg_catalog.count(*) as people
    from pg_temp.import_waiting as w
    where w.kind = 'campaign' and w.source_batch = c.id
  ) as waiting
  -- A personalized campaign of the source names neither labels nor a file, and counts as run as soon as it is created.
  cross join lateral (
    select c.processed and c.segments is null and c.recipient_file_url is null as each
  ) as own_texts
  where i.id not in (select known.id from outlier.batches as known)
  order by i.id;

  insert into outlier.import_report (source_table, source_key, kind, why)
  select
    'campaigns', c.id::text, 'held',
    'The campaign has not run there. It is here with the state missed, and starts when the import is released.'
  from pg_temp.import_campaigns as c
  where not c.processed
  order by c.id;
  insert into outlier.import_report (source_table, source_key, kind, why)
  select
    'campaigns', c.id::text, 'changed',
    'Outlier cannot keep these values as they are, and keeps the nearest ones: ' || pg_catalog.concat_ws(
      ', ',
      case when outlier.is_blank(c.first_message) then 'the blank first text' end,
      case when pg_catalog.length(c.first_message) > 1600 then 'a first text of more than 1600 characters' end,
      case when pg_catalog.length(c.second_message) > 1600 then 'a second text of more than 1600 characters' end,
      case when c.delay not between 1 and 2592000 then pg_catalog.format('a delay of %s seconds', c.delay) end,
      case
        when c.recipient_file_url is not null and c.segments is not null then 'the segments beside a file'
      end,
      case
        when exists (select from pg_catalog.unnest(c.label_ids) as l (id) where not outlier.is_uuid(l.id))
          then 'a label id that is not a UUID'
      end
    ) || '.'
  from pg_temp.import_campaigns as c
  where outlier.is_blank(c.first_message)
    or pg_catalog.length(c.first_message) > 1600
    or pg_catalog.length(c.second_message) > 1600
    or c.delay not between 1 and 2592000
    or c.recipient_file_url is not null and c.segments is not null
    or exists (select from pg_catalog.unnest(c.label_ids) as l (id) where not outlier.is_uuid(l.id))
  order by c.id;

  -- The source deletes the lines of a file when its campaign runs.
  insert into outlier.campaign_file_recipients (campaign_id, line, raw, phone_number, verdict, note, duplicate_of)
  select
    lines.campaign_id, lines.line, lines.raw, lines.phone_number,
    case
      when lines.phone_number is null then 'invalid_number'
      when lines.first_line < lines.line then 'duplicate'
      when a.unsubscribed then 'unsubscribed'
      when a.exclude then 'excluded'
      else 'accepted'
    end,
    lines.note,
    case when lines.phone_number is not null and lines.first_line < lines.line then lines.first_line end
  from (
    select
      numbered.campaign_id, numbered.line, numbered.raw, numbered.phone_number, numbered.note,
      pg_catalog.min(numbered.line) over (partition by numbered.campaign_id, numbered.phone_number) as first_line
    from (
      select
        i.id as campaign_id,
        (row_number() over (partition by i.id order by f.id))::integer as line,
        f.phone_number as raw,
        n.phone_number,
        n.note
      from pg_temp.import_campaign_file_recipients as f
      inner join outlier.import_ids as i on i.kind = 'campaign' and i.source_id = f.campaign_id
      inner join outlier.batches as b on b.id = i.id and b.has_file
      left join pg_temp.import_numbers as n on n.raw = f.phone_number
      where not exists (select from outlier.campaign_file_recipients as known where known.campaign_id = i.id)
    ) as numbered
  ) as lines
  left join outlier.authors as a on a.phone_number = lines.phone_number
  order by lines.campaign_id, lines.line;
  insert into outlier.authors (phone_number, added_via_file_upload, created_at, updated_at)
  select distinct f.phone_number, true, p_now, p_now
  from outlier.campaign_file_recipients as f
  inner join outlier.import_ids as i on i.kind = 'campaign' and i.id = f.campaign_id
  where f.verdict = 'accepted'
  order by f.phone_number
  on conflict (phone_number) do nothing;
  insert into outlier.import_report (source_table, source_key, kind, why)
  select
    'campaign_file_recipients', f.id::text,
    case when i.id is null then 'orphan' else 'unreadable_number' end,
    case
      when i.id is null then 'The campaign does not exist in the source, or has no file. The row was left out.'
      else 'The number cannot be read: ' || coalesce(n.note, 'it is empty.') || ' The line is kept, and texts nobody.'
    end
  from pg_temp.import_campaign_file_recipients as f
  left join pg_temp.import_numbers as n on n.raw = f.phone_number
  left join (
    select known.source_id, known.id
    from outlier.import_ids as known
    inner join outlier.batches as b on b.id = known.id and b.has_file
    where known.kind = 'campaign'
  ) as i on i.source_id = f.campaign_id
  where i.id is null or n.phone_number is null
  order by f.id;

  perform outlier.record_import(
    'campaigns',
    (select pg_catalog.count(*) from pg_temp.import_campaigns),
    (
      select pg_catalog.count(*)
      from pg_temp.import_campaigns as c
      inner join outlier.import_ids as i on i.kind = 'campaign' and i.source_id = c.id
      inner join outlier.batches as here on here.id = i.id and here.kind = 'campaign'
    ),
    0,
    p_now
  );
  perform outlier.record_import(
    'campaign_file_recipients',
    (select pg_catalog.count(*) from pg_temp.import_campaign_file_recipients),
    (
      select pg_catalog.count(*)
      from pg_temp.import_campaign_file_recipients as f
      inner join outlier.import_ids as i on i.kind = 'campaign' and i.source_id = f.campaign_id
      where exists (
        select from outlier.campaign_file_recipients as here where here.campaign_id = i.id and here.raw = f.phone_number
      )
    ),
    (
      select pg_catalog.count(*)
      from outlier.import_report as r
      where r.source_table = 'campaign_file_recipients' and r.kind = 'orphan'
    ),
    p_now
  );
end;
$$;
comment on function outlier.import_campaigns(timestamptz) is
  'Imports campaigns. A campaign that has not run gets the state missed, and keeps the lines of its file.';
