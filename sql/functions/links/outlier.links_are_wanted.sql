create or replace function outlier.links_are_wanted(p_texts text[])
returns boolean
language sql
stable
set search_path = ''
as $$
  select exists (
    select
    from pg_catalog.unnest(p_texts) as t (body)
    cross join lateral outlier.links_in(t.body) as l
    inner join outlier.links as known on known.url = l.url
    where t.body ~* 'https?://'
      and known.state = 'wanted'
  );
$$;
comment on function outlier.links_are_wanted(text[]) is
  'Whether a short link for an address in these texts is still being made.';
