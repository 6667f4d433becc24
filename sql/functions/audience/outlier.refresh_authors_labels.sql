-- Each session that changes labels of authors locks the authors' rows in the order of their keys. So the statements
-- after the lock see everything that the session before has committed.
create or replace function outlier.refresh_authors_labels(p_label_ids uuid[], p_authors bigint[])
returns void
language plpgsql
volatile
set search_path = ''
as $$
begin
  perform from outlier.authors as a where a.number = any (p_authors) order by a.phone_number for no key update;

  with pairs as materialized (
    select distinct p.label_id, p.author from unnest(p_label_ids, p_authors) as p (label_id, author)
  ),
  actual as materialized (
    select
      p.label_id,
      p.author,
      (
        select pg_catalog.max(cl.created_at)
        from outlier.conversations_authors as ca
        inner join outlier.conversations_labels as cl on cl.conversation_id = ca.conversation_id
          and cl.label_id = p.label_id
        where ca.author_phone_number = '+' || p.author
          and not cl.is_archived
      ) as since
    from pairs as p
  ),
  gone as (
    delete from outlier.authors_labels as al
    using actual as a
    where a.since is null
      and al.label_id = a.label_id
      and al.author = a.author
  )
  insert into outlier.authors_labels as known (label_id, author, since)
  select a.label_id, a.author, a.since
  from actual as a
  where a.since is not null
  on conflict (label_id, author) do update set since = excluded.since where known.since <> excluded.since;
end;
$$;
comment on function outlier.refresh_authors_labels(uuid[], bigint[]) is
  'Updates authors_labels for pairs of a label and an author. The two arrays are parallel.';
