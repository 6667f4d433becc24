-- Called when a text is written and again when it is queued, so that a failed link is retried.
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
    -- A fixed order prevents a deadlock between two sessions that want the same links.
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
    -- The response about a link may be recorded at the same time. The transaction that commits second sees the changes
    -- of the first. Either the response waits for this transaction and then finds the batch, or this transaction sees
    -- that the link exists.
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
  'Requests short links for the URLs in texts that have none. Returns true if any link is still missing. '
  'p_is_queueing: a batch with these texts starts in this transaction.';
