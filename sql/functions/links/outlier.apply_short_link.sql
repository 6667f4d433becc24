create or replace function outlier.apply_short_link(p_link_id bigint, p_short_url text, p_error text, p_now timestamptz)
returns void
language plpgsql
volatile
set search_path = ''
as $$
declare
  -- A short link without a host must not replace a URL.
  v_usable boolean := coalesce(
    p_short_url ~* E'^https?://[^\\s<>"]+$'
      and outlier.extract_host(p_short_url) is not null
      and pg_catalog.octet_length(p_short_url) <= 500,
    false
  );
begin
  update outlier.links as l
  set
    state = case when v_usable then 'made' else 'failed' end,
    short_url = case when v_usable then p_short_url end,
    error = case when not v_usable then coalesce(p_error, 'the answer has no short link') end,
    settled_at = p_now
  where l.id = p_link_id
    and l.state = 'wanted';
  if not found then
    return;
  end if;
  if v_usable then
    insert into outlier.short_domains (host) values (outlier.extract_host(p_short_url)) on conflict (host) do nothing;
  end if;
  perform outlier.release_linked_batches(p_now);
end;
$$;
comment on function outlier.apply_short_link(bigint, text, text, timestamptz) is
  'Stores a short link, or that it cannot be created (p_short_url null). Starts the batches that waited for it.';
