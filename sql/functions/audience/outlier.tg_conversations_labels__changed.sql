-- A session that adds a label to a conversation and a session that adds an author to it take turns on the
-- conversation's row. So neither misses the change of the other.
create or replace function outlier.tg_conversations_labels__changed()
returns trigger
language plpgsql
volatile
set search_path = ''
as $$
declare
  v_conversation_ids uuid[];
  v_label_ids uuid[];
  v_authors bigint[];
begin
  if TG_OP = 'INSERT' then
    if not exists (select from new_rows) then
      return null;
    end if;
    perform
    from outlier.conversations as c
    where c.id in (select n.conversation_id from new_rows as n)
    order by c.id for no key update;
    perform
    from outlier.authors as a
    where a.phone_number in (
      select ca.author_phone_number
      from new_rows as n
      inner join outlier.conversations_authors as ca on ca.conversation_id = n.conversation_id
    )
    order by a.phone_number
    for no key update;
    -- An insert removes nothing, so the later time counts.
    insert into outlier.authors_labels as known (label_id, author, since)
    select n.label_id, pg_catalog.substr(ca.author_phone_number, 2)::bigint, pg_catalog.max(n.created_at)
    from new_rows as n
    inner join outlier.conversations_authors as ca on ca.conversation_id = n.conversation_id
    where not n.is_archived
    group by n.label_id, ca.author_phone_number
    on conflict (label_id, author) do update set since = excluded.since where excluded.since > known.since;
    return null;
  end if;

  if not exists (select from old_rows) then
    return null;
  end if;
  if TG_OP = 'UPDATE' then
    -- An update can move a row to another label or conversation, so refresh the old and the new one.
    select pg_catalog.array_agg(changed.conversation_id), pg_catalog.array_agg(changed.label_id)
    into v_conversation_ids, v_label_ids
    from (
      select o.conversation_id, o.label_id from old_rows as o
      union
      select n.conversation_id, n.label_id from new_rows as n
    ) as changed;
  else
    select pg_catalog.array_agg(o.conversation_id), pg_catalog.array_agg(o.label_id)
    into v_conversation_ids, v_label_ids
    from old_rows as o;
  end if;
  perform from outlier.conversations as c where c.id = any (v_conversation_ids) order by c.id for no key update;
  select
    pg_catalog.array_agg(changed.label_id), pg_catalog.array_agg(pg_catalog.substr(ca.author_phone_number, 2)::bigint)
  into v_label_ids, v_authors
  from unnest(v_conversation_ids, v_label_ids) as changed (conversation_id, label_id)
  inner join outlier.conversations_authors as ca on ca.conversation_id = changed.conversation_id;
  if v_label_ids is not null then
    perform outlier.refresh_authors_labels(v_label_ids, v_authors);
  end if;
  return null;
end;
$$;
comment on function outlier.tg_conversations_labels__changed() is
  'Updates authors_labels when labels of conversations change. Runs once per statement.';

create or replace trigger _100_inserted
  after insert on outlier.conversations_labels
  referencing new table as new_rows
  for each statement
  execute function outlier.tg_conversations_labels__changed();
create or replace trigger _100_updated
  after update on outlier.conversations_labels
  referencing old table as old_rows new table as new_rows
  for each statement
  execute function outlier.tg_conversations_labels__changed();
create or replace trigger _100_deleted
  after delete on outlier.conversations_labels
  referencing old table as old_rows
  for each statement
  execute function outlier.tg_conversations_labels__changed();
