create or replace function outlier.tg_conversations_authors__changed()
returns trigger
language plpgsql
volatile
set search_path = ''
as $$
declare
  v_label_ids uuid[];
  v_authors bigint[];
begin
  if TG_OP <> 'DELETE' then
    perform
    from outlier.conversations as c
    where c.id in (select n.conversation_id from new_rows as n)
    order by c.id for no key update;
    perform
    from outlier.authors as a
    where a.phone_number in (select n.author_phone_number from new_rows as n)
    order by a.phone_number
    for no key update;
    insert into outlier.authors_labels as known (label_id, author, since)
    select cl.label_id, pg_catalog.substr(n.author_phone_number, 2)::bigint, pg_catalog.max(cl.created_at)
    from new_rows as n
    inner join outlier.conversations_labels as cl on cl.conversation_id = n.conversation_id
    where not cl.is_archived
    group by cl.label_id, n.author_phone_number
    on conflict (label_id, author) do update set since = excluded.since where excluded.since > known.since;
  end if;
  if TG_OP <> 'INSERT' then
    -- Refresh all labels of these authors: a deleted conversation has already removed its own labels.
    select pg_catalog.array_agg(al.label_id), pg_catalog.array_agg(al.author)
    into v_label_ids, v_authors
    from outlier.authors_labels as al
    where al.author in (select pg_catalog.substr(o.author_phone_number, 2)::bigint from old_rows as o);
    if v_label_ids is not null then
      perform outlier.refresh_authors_labels(v_label_ids, v_authors);
    end if;
  end if;
  return null;
end;
$$;
comment on function outlier.tg_conversations_authors__changed() is
  'Updates authors_labels when authors join or leave conversations. Runs once per statement.';

create or replace trigger _100_inserted
  after insert on outlier.conversations_authors
  referencing new table as new_rows
  for each statement
  execute function outlier.tg_conversations_authors__changed();
create or replace trigger _100_updated
  after update on outlier.conversations_authors
  referencing old table as old_rows new table as new_rows
  for each statement
  execute function outlier.tg_conversations_authors__changed();
create or replace trigger _100_deleted
  after delete on outlier.conversations_authors
  referencing old table as old_rows
  for each statement
  execute function outlier.tg_conversations_authors__changed();
