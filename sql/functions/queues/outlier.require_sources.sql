-- What a foreign key does for each row, once for a statement: the sources must be there, and stay until this is committed.
create or replace function outlier.require_sources(p_broadcast_ids bigint[], p_campaign_ids bigint[])
returns void
language plpgsql
volatile
set search_path = ''
as $$
declare
  v_missing text;
begin
  perform from outlier.broadcasts as b where b.id = any (p_broadcast_ids) order by b.id for key share;
  perform from outlier.campaigns as c where c.id = any (p_campaign_ids) order by c.id for key share;
  select sources.name into v_missing
  from (
    select 'broadcast ' || ids.id from pg_catalog.unnest(p_broadcast_ids) as ids (id) where not exists (select from outlier.broadcasts as b where b.id = ids.id)
    union all
    select 'campaign ' || ids.id from pg_catalog.unnest(p_campaign_ids) as ids (id) where not exists (select from outlier.campaigns as c where c.id = ids.id)
  ) as sources (name)
  where sources.name is not null
  limit 1;
  if found then
    raise exception using errcode = '23503', message = 'there is no ' || v_missing;
  end if;
end;
$$;
comment on function outlier.require_sources(bigint[], bigint[]) is 'Keeps broadcasts and campaigns from being deleted until this is committed; ids may be null. 23503: there is no such one.';
