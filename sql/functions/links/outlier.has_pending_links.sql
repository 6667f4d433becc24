create or replace function outlier.has_pending_links(p_texts text[])
returns boolean
language sql
stable
set search_path = ''
as $$
  select exists (
    select
    from pg_catalog.unnest(p_texts) as t (body)
    cross join lateral outlier.split_links(t.body) as l
    inner join outlier.links as known on known.url = l.url
    where t.body ~* 'https?://'
      and known.state = 'wanted'
  );
$$;
comment on function outlier.has_pending_links(text[]) is
  'Returns true if a short link for a URL in these texts is still being created.';
