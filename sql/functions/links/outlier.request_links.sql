-- Asked for when a text is written and again when it is queued, so that one that failed gets another chance.
create or replace function outlier.request_links(
  p_texts text[],
  p_now timestamptz default now(),
  p_is_queueing boolean default false
)
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
    cross join lateral outlier.split_links(texts.body) as l
    where outlier.extract_host(l.url) is not null
      and not exists (select from outlier.short_domains as d where d.host = outlier.extract_host(l.url))
    -- In one order, so that two who want the same links wait for each other and not crosswise.
    order by l.url
  );
  if pg_catalog.cardinality(v_urls) = 0 then
    return false;
  end if;
  insert into outlier.links (url, requested_at)
  select w.url, p_now from pg_catalog.unnest(v_urls) as w (url)
  on conflict do nothing;
  perform from outlier.links as l where l.url = any (v_urls) and l.state = 'failed' order by l.id for no key update;
  update outlier.links as l
  set state = 'wanted', error = null, requested_at = p_now, settled_at = null
  where l.url = any (v_urls)
    and l.state = 'failed';
  if p_is_queueing then
    -- The answer about a link may be recorded just now. The transaction that commits second sees what the first has
    -- done: the answer waits for this one, and then finds the batch that waits for the link; or this one sees that the
    -- link has been made.
    perform from outlier.links as l where l.url = any (v_urls) and l.state = 'wanted' order by l.id for share;
  end if;

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
comment on function outlier.request_links(text[], timestamptz, boolean) is
  'Has short links made for the addresses in texts that have none, and returns whether any is still to come. '
  'p_is_queueing: a batch with these texts starts in this transaction.';
