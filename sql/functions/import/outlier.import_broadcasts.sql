-- The upcoming broadcast goes to held_imports. As a batch here, it would start at the same time as in the predecessor.
-- Past broadcasts with messages that still wait in a queue are paused.
create or replace function outlier.import_broadcasts(p_now timestamptz default now())
returns void
language plpgsql
volatile
set search_path = ''
as $$
declare
  v_source_id bigint;
begin
  delete from outlier.import_report as r where r.source_table in ('broadcasts', 'broadcasts_segments');
  -- In the source, broadcasts and campaigns have separate ids. Broadcasts keep their ids, including those that are
  -- created there before a later import. A campaign whose id is taken gets an id beyond them.
  if not exists (select from outlier.import_ids as i where i.kind <> 'segment') then
    perform pg_catalog.setval(
      'outlier.batches_id_seq', greatest(pg_catalog.nextval('outlier.batches_id_seq'), pg_catalog.max(there.id) + 1000)
    )
    from (
      select b.id from pg_temp.import_broadcasts as b
      union all
      select 0
    ) as there;
  end if;
  for v_source_id in
    select b.id
    from pg_temp.import_broadcasts as b
    where not b.editable
      and b.id not in (select i.source_id from outlier.import_ids as i where i.kind = 'broadcast')
    order by b.id
  loop
    insert into outlier.import_ids (kind, source_id, id)
    values ('broadcast', v_source_id, outlier.choose_import_id('broadcast', v_source_id));
  end loop;
  insert into outlier.batches (
    id, kind, state, editable, first_message, second_message, original_first_message, original_second_message, delay,
    no_users, run_at, error, written_by, created_at, updated_at
  )
  select
    i.id,
    'broadcast',
    case when waiting.people > 0 then 'paused' else 'done' end,
    false,
    coalesce(outlier.import_text(b.first_message), outlier.import_text(b.original_first_message), '(no text)'),
    outlier.import_text(b.second_message),
    coalesce(outlier.import_text(b.original_first_message), outlier.import_text(b.first_message), '(no text)'),
    coalesce(outlier.import_text(b.original_second_message), outlier.import_text(b.second_message)),
    least(greatest(coalesce(b.delay, 600), 1), 2592000),
    least(greatest(coalesce(b.no_users, 1), 1), 10000000),
    coalesce(b.run_at, b.created_at, p_now),
    case when waiting.people > 0 then outlier.import_hold_reason(waiting.people) end,
    array['import'],
    coalesce(b.created_at, p_now),
    coalesce(b.updated_at, b.created_at, p_now)
  from pg_temp.import_broadcasts as b
  inner join outlier.import_ids as i on i.kind = 'broadcast' and i.source_id = b.id
  cross join lateral (
    select pg_catalog.count(*) as people
    from pg_temp.import_waiting as w
    where w.kind = 'broadcast' and w.source_batch = b.id
  ) as waiting
  where not b.editable
    and i.id not in (select known.id from outlier.batches as known)
  order by i.id;

  insert into outlier.import_report (source_table, source_key, kind, why)
  select
    'broadcasts', b.id::text, 'changed',
    'Outlier cannot keep these values as they are, and keeps the nearest ones: ' || pg_catalog.concat_ws(
      ', ',
      case when outlier.is_blank(b.first_message) then 'the blank first text' end,
      case when pg_catalog.length(b.first_message) > 1600 then 'a first text of more than 1600 characters' end,
      case when pg_catalog.length(b.second_message) > 1600 then 'a second text of more than 1600 characters' end,
      case when b.delay not between 1 and 2592000 then pg_catalog.format('a delay of %s seconds', b.delay) end,
      case when b.no_users not between 1 and 10000000 then pg_catalog.format('a size of %s people', b.no_users) end,
      case when b.run_at is null then 'no time at which it ran' end
    ) || '.'
  from pg_temp.import_broadcasts as b
  where not b.editable
    and (
      outlier.is_blank(b.first_message) or pg_catalog.length(b.first_message) > 1600
      or pg_catalog.length(b.second_message) > 1600 or b.delay not between 1 and 2592000
      or b.no_users not between 1 and 10000000 or b.run_at is null
    )
  order by b.id;

  delete from outlier.held_imports as h
  where h.kind = 'broadcast'
    and h.source_id not in (select b.id from pg_temp.import_broadcasts as b where b.editable);
  -- A broadcast that was released is here already and is not held again.
  insert into outlier.held_imports as known (kind, source_id, due_at, source_row, imported_at)
  select
    'broadcast',
    b.id,
    b.run_at,
    pg_catalog.to_jsonb(b) || pg_catalog.jsonb_build_object(
      'segments',
      (
        select pg_catalog.jsonb_agg(
          pg_catalog.jsonb_build_object(
            'id', i.id, 'ratio', bs.ratio, 'first_message', bs.first_message, 'second_message', bs.second_message
          ) order by i.id
        )
        from pg_temp.import_broadcasts_segments as bs
        inner join outlier.import_ids as i on i.kind = 'segment' and i.source_id = bs.segment_id
        where bs.broadcast_id = b.id
      )
    ),
    p_now
  from pg_temp.import_broadcasts as b
  where b.editable
    and b.id not in (select i.source_id from outlier.import_ids as i where i.kind = 'broadcast')
  order by b.id
  on conflict (kind, source_id) do update
  set due_at = excluded.due_at, source_row = excluded.source_row
  where known.source_row <> excluded.source_row;
  insert into outlier.import_report (source_table, source_key, kind, why)
  select
    'broadcasts', b.id::text, 'held',
    'This is the upcoming broadcast there. It is in outlier.held_imports, and does not start here by itself.'
  from pg_temp.import_broadcasts as b
  where b.editable
    and b.id in (select h.source_id from outlier.held_imports as h where h.kind = 'broadcast')
  order by b.id;

  -- Shares of more than 100 percent in sum are scaled down to 100.
  insert into outlier.broadcasts_segments (broadcast_id, segment_id, ratio, first_message, second_message)
  select
    shares.broadcast_id, shares.segment_id, pg_catalog.trunc(shares.ratio * least(1, 100 / shares.total), 2),
    shares.first_message, shares.second_message
  from (
    select
      b.id as broadcast_id, s.id as segment_id, pg_catalog.sum(bs.ratio) as ratio,
      pg_catalog.min(outlier.import_text(bs.first_message)) as first_message,
      pg_catalog.min(outlier.import_text(bs.second_message)) as second_message,
      pg_catalog.sum(pg_catalog.sum(bs.ratio)) over (partition by b.id) as total
    from pg_temp.import_broadcasts_segments as bs
    inner join outlier.import_ids as b on b.kind = 'broadcast' and b.source_id = bs.broadcast_id
    inner join outlier.batches as here on here.id = b.id
    inner join outlier.import_ids as s on s.kind = 'segment' and s.source_id = bs.segment_id
    where bs.ratio > 0
      and not exists (select from outlier.broadcasts_segments as known where known.broadcast_id = b.id)
    group by b.id, s.id
  ) as shares
  where pg_catalog.trunc(shares.ratio * least(1, 100 / shares.total), 2) > 0
  order by shares.broadcast_id, shares.segment_id;
  insert into outlier.import_report (source_table, source_key, kind, why)
  select
    'broadcasts_segments', bs.id::text,
    case when bs.ratio > 0 then 'orphan' else 'changed' end,
    case
      when bs.ratio > 0 then 'The broadcast or the segment does not exist in the source. The row was left out.'
      else 'The share is 0 percent. The row was left out.'
    end
  from pg_temp.import_broadcasts_segments as bs
  where coalesce(bs.ratio, 0) <= 0
    or bs.broadcast_id not in (select b.id from pg_temp.import_broadcasts as b)
    or bs.segment_id not in (select s.id from pg_temp.import_audience_segments as s)
  order by bs.id;
  insert into outlier.import_report (source_table, source_key, kind, why)
  select
    'broadcasts_segments', 'broadcast ' || bs.broadcast_id, 'changed',
    pg_catalog.format('The shares are %s percent in sum. They were scaled down to 100.', pg_catalog.sum(bs.ratio))
  from pg_temp.import_broadcasts_segments as bs
  group by bs.broadcast_id
  having pg_catalog.sum(bs.ratio) > 100
  order by bs.broadcast_id;
  insert into outlier.import_report (source_table, source_key, kind, why)
  select
    'broadcasts_segments', bs.id::text, 'changed',
    'A text of the segment has more than 1600 characters. Its beginning was taken.'
  from pg_temp.import_broadcasts_segments as bs
  where pg_catalog.char_length(bs.first_message) > 1600
    or pg_catalog.char_length(bs.second_message) > 1600
  order by bs.id;

  perform outlier.record_import(
    'broadcasts',
    (select pg_catalog.count(*) from pg_temp.import_broadcasts),
    (
      select pg_catalog.count(*)
      from pg_temp.import_broadcasts as b
      inner join outlier.import_ids as i on i.kind = 'broadcast' and i.source_id = b.id
      inner join outlier.batches as here on here.id = i.id and here.kind = 'broadcast'
    ),
    (
      select pg_catalog.count(*)
      from pg_temp.import_broadcasts as b
      inner join outlier.held_imports as h on h.kind = 'broadcast' and h.source_id = b.id
    ),
    p_now
  );
  perform outlier.record_import(
    'broadcasts_segments',
    (select pg_catalog.count(*) from pg_temp.import_broadcasts_segments),
    (
      select pg_catalog.count(*)
      from pg_temp.import_broadcasts_segments as bs
      inner join outlier.import_ids as b on b.kind = 'broadcast' and b.source_id = bs.broadcast_id
      inner join outlier.import_ids as s on s.kind = 'segment' and s.source_id = bs.segment_id
      inner join outlier.broadcasts_segments as here on here.broadcast_id = b.id and here.segment_id = s.id
      where bs.ratio > 0
    ),
    (
      select pg_catalog.count(*)
      from pg_temp.import_broadcasts_segments as bs
      where coalesce(bs.ratio, 0) <= 0
        or bs.broadcast_id not in (select i.source_id from outlier.import_ids as i where i.kind = 'broadcast')
        or bs.segment_id not in (select s.id from pg_temp.import_audience_segments as s)
    ),
    p_now
  );
end;
$$;
comment on function outlier.import_broadcasts(timestamptz) is
  'Imports past broadcasts with the shares of their segments. Holds the upcoming broadcast in held_imports.';
