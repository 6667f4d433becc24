create or replace function outlier.is_same_text(p_message text, p_preview text)
returns boolean
language sql
immutable
strict
set search_path = ''
as $$
  -- Missive may cut the preview. A beginning of fewer than 60 characters is too short to identify a text.
  select outlier.collapse_white_space(p_message) = outlier.collapse_white_space(p_preview)
    or (
      pg_catalog.char_length(p_preview) >= 60
      and pg_catalog.starts_with(
        outlier.collapse_white_space(p_message), pg_catalog.rtrim(outlier.collapse_white_space(p_preview), '.… ')
      )
    );
$$;
comment on function outlier.is_same_text(text, text) is 'Returns whether a preview in Missive belongs to this message.';
