create or replace function outlier.shorten_links(p_text text)
returns text
language plpgsql
stable
strict
set search_path = ''
as $$
declare
  v_short text;
begin
  if p_text !~* 'https?://' then
    return p_text;
  end if;
  select pg_catalog.string_agg(
    case
      when known.short_url is null then l.piece
      else known.short_url || pg_catalog.substr(l.piece, pg_catalog.length(l.url) + 1)
    end,
    '' order by l.place
  )
  into v_short
  from outlier.split_links(p_text) as l
  left join outlier.links as known on known.url = l.url and known.state = 'made';
  -- A short link may be longer than the URL that it replaces. If the text would exceed 1600 characters, the original is
  -- sent.
  return case when pg_catalog.char_length(v_short) <= 1600 then v_short else p_text end;
end;
$$;
comment on function outlier.shorten_links(text) is
  'Returns a text with its URLs replaced by their short links, where these exist.';
