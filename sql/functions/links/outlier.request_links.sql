-- Asked for when a text is written and again when it is queued, so that one that failed gets another chance.
create or replace function outlier.request_links(p_texts text[], p_now timestamptz default now())
returns boolean
language plpgsql
volatile
set search_path = ''
as $$
declare
  v_urls text[];
begin
  v_urls := array(
    select distinct l.url
    from (select distinct t.body from pg_catalog.unnest(p_texts) as t (body) where t.body ~* 'https?://') as texts
    cross join lateral outlier.links_in(texts.body) as l
    where outlier.host_of(l.url) is not null
      and not exists (select from outlier.short_domains as d where d.host = outlier.host_of(l.url))
    -- In one order, so that two who want the same links wait for each other and not crosswise.
    order by l.url
  );
  if pg_catalog.cardinality(v_urls) = 0 then
    return false;
  end if;
  insert into outlier.links (url, requested_at)
  select w.url, p_now from pg_catalog.unnest(v_urls) as w (url)
  on conflict do nothing;
  update outlier.links as l
  set state = 'wanted', error = null, requested_at = p_now, settled_at = null
  where l.url = any (v_urls)
    and l.state = 'failed';

  insert into outlier.requests (kind, subject, payload, due_at)
  select 'shorten_link', 'link:' || l.id, pg_catalog.jsonb_build_object('link', l.id, 'url', l.url), timestamptz 'epoch'
  from outlier.links as l
  where l.url = any (v_urls)
    and l.state = 'wanted'
  order by l.id
  on conflict (subject) do nothing;
  return exists (select from outlier.links as l where l.url = any (v_urls) and l.state = 'wanted');
end;
$$;
comment on function outlier.request_links(text[], timestamptz) is 'Has short links made for the addresses in texts that have none, and returns whether any is still to come.';
