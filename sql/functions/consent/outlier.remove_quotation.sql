create or replace function outlier.remove_quotation(p_text text)
returns text
language plpgsql
immutable
strict
set search_path = ''
as $$
begin
  return pg_catalog.regexp_replace(
    case
      when p_text ~ '>|---|["“«]' then pg_catalog.regexp_replace(
        p_text collate "C",
        -- Remove quoted lines, the message that a mail program puts below an answer, and a long text in quotation
        -- marks.
        E'(^|\\n)\\s*>[^\\n]*|-{3,} ?(Original Message|Mensaje original).*$|["“«][^"“”«»]{40,}["”»]', ' ', 'gi'
      )
      else p_text
    end,
    '[+]?1?[-. (]*[2-9][0-9]{2}[-. )]*[0-9]{3}[-. ]*[0-9]{4}(?![0-9])', ' this number ', 'g'
  );
end;
$$;
comment on function outlier.remove_quotation(text) is
  'Returns a message without the texts that it quotes, and with the words "this number" in place of a phone number.';
