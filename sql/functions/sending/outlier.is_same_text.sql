create or replace function outlier.is_same_text(p_message text, p_preview text)
returns boolean
language sql
immutable
strict
set search_path = ''
as $$
  -- A preview may be cut; so short a beginning says nothing.
  select outlier.collapse_white_space(p_message) = outlier.collapse_white_space(p_preview)
    or (
      pg_catalog.char_length(p_preview) >= 60
      and pg_catalog.starts_with(
        outlier.collapse_white_space(p_message), pg_catalog.rtrim(outlier.collapse_white_space(p_preview), '.… ')
      )
    );
$$;
comment on function outlier.is_same_text(text, text) is 'Whether a preview of Missive''s is of this message.';
