-- In the source, a label that was removed and added again stays archived. But the conversation's row lists the names of
-- its current labels, which shows that the label returned.
create or replace function outlier.import_conversations_labels(p_now timestamptz default now())
returns void
language plpgsql
volatile
set search_path = ''
as $$
begin
  delete from outlier.import_report as r where r.source_table = 'conversations_labels';
  analyze pg_temp.import_conversations_labels;
  insert into outlier.import_report (source_table, source_key, kind, why)
  select
    'conversations_labels', cl.id::text, 'returned_label',
    'The label is archived there, but the conversation names it among those that it carries: it was taken off and put '
    'on again. Here the conversation carries it.'
  from pg_temp.import_conversations_labels as cl
  inner join pg_temp.import_conversations as c on c.id = cl.conversation_id
  inner join pg_temp.import_labels as l on l.id = cl.label_id and l.name <> ''
  where cl.is_archived
    and pg_catalog.strpos(', ' || c.shared_label_names || ', ', ', ' || l.name || ', ') > 0
    -- The name may be that of another label.
    and not exists (
      select
      from pg_temp.import_conversations_labels as other
      inner join pg_temp.import_labels as namesake on namesake.id = other.label_id
      where other.conversation_id = cl.conversation_id
        and other.id <> cl.id
        and namesake.name = l.name
    )
  order by cl.id;

  insert into outlier.conversations_labels as here (conversation_id, label_id, is_archived, created_at, updated_at)
  select distinct on (cl.conversation_id, cl.label_id)
    cl.conversation_id, cl.label_id, coalesce(cl.is_archived, false) and returned.source_key is null,
    case
      when returned.source_key is null then coalesce(cl.created_at, p_now)
      else greatest(cl.created_at, cl.updated_at)
    end,
    coalesce(cl.updated_at, cl.created_at, p_now)
  from pg_temp.import_conversations_labels as cl
  inner join outlier.conversations as c on c.id = cl.conversation_id
  inner join outlier.labels as l on l.id = cl.label_id
  left join outlier.import_report as returned
    on returned.source_table = 'conversations_labels'
      and returned.kind = 'returned_label'
      and returned.source_key = cl.id::text
  -- If the source has several rows for a label of a conversation, a current one comes first.
  order by cl.conversation_id, cl.label_id, coalesce(cl.is_archived, false) and returned.source_key is null, cl.id desc
  on conflict (conversation_id, label_id) do update
  set is_archived = excluded.is_archived, created_at = excluded.created_at, updated_at = excluded.updated_at
  where here.is_archived <> excluded.is_archived
    and exists (
      select from outlier.conversations as c
      where c.id = excluded.conversation_id and num_nonnulls(c.heard_at, c.labels_at) = 0
    );
  insert into outlier.import_report (source_table, source_key, kind, why)
  select
    'conversations_labels', cl.id::text, 'orphan',
    'The conversation or the label does not exist in the source. The row was left out.'
  from pg_temp.import_conversations_labels as cl
  where not exists (select from outlier.conversations as c where c.id = cl.conversation_id)
    or cl.label_id not in (select l.id from outlier.labels as l)
  order by cl.id;
  perform outlier.record_import(
    'conversations_labels',
    (select pg_catalog.count(*) from pg_temp.import_conversations_labels),
    (
      select pg_catalog.count(*)
      from pg_temp.import_conversations_labels as cl
      inner join outlier.conversations_labels as here
        on here.conversation_id = cl.conversation_id and here.label_id = cl.label_id
    ),
    (
      select pg_catalog.count(*)
      from outlier.import_report as r
      where r.source_table = 'conversations_labels' and r.kind = 'orphan'
    ),
    p_now
  );
end;
$$;
comment on function outlier.import_conversations_labels(timestamptz) is
  'Imports the current and past labels of conversations. A label that returned counts again.';
