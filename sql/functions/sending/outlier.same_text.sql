create or replace function outlier.same_text(p_message text, p_preview text)
returns boolean
language sql
immutable
strict
set search_path = ''
as $$
  -- A preview may be cut; so short a beginning says nothing.
  select outlier.plain_words(p_message) = outlier.plain_words(p_preview)
    or (
      pg_catalog.char_length(p_preview) >= 60
      and pg_catalog.starts_with(
        outlier.plain_words(p_message), pg_catalog.rtrim(outlier.plain_words(p_preview), '.… ')
      )
    );
$$;
comment on function outlier.same_text(text, text) is 'Whether a preview of Missive''s is of this message.';
