create or replace function outlier.count_sentences(p_text text, p_expression text, p_joints text, p_fillers text)
returns integer
language plpgsql
immutable
set search_path = ''
as $$
begin
  return (
    select pg_catalog.count(*)::integer
    from pg_catalog.regexp_split_to_table(
      p_text,
      case
        -- A clause of somebody who says what others say is no sentence of theirs.
        when p_text ~* '\m(said|says|say|told|tell|tells|saying|dijo|dice|dicen|dijeron|decir)\M'
          then '[.!\n\r;…]+|(?<=[?])'
        else '[.!\n\r;…,]+|(?<=[?])|\s[-–—]+\s'
      end
    ) as sentence
    cross join lateral (select outlier.normalize_message_text(sentence) || ' ' as text) as normalized
    cross join lateral (
      select pg_catalog.regexp_replace(normalized.text, '(?<=^| )(?:' || p_fillers || ')', '', 'g') as text
    ) as short
    where sentence !~ '[?]'
      and normalized.text <> ' '
      and (
        normalized.text ~ ('^' || p_expression)
        or short.text ~ ('^' || p_expression)
        -- I am moving, so take me off your list.
        or p_joints is not null
          and normalized.text ~ ('(?<! to)(?:^| )(?:' || p_joints || ')' || p_expression)
      )
  );
end;
$$;
comment on function outlier.count_sentences(text, text, text, text) is
  'How many sentences or clauses of a message match an expression over normalized text, with or without fillers. A '
  'sentence may begin before a joint. Questions do not count.';
