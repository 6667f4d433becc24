create or replace function outlier.count_sentences(
  p_text text,
  p_around text,
  p_opt_outs text,
  p_joints text,
  p_fillers text
)
returns integer
language plpgsql
immutable
set search_path = ''
as $$
declare
  v_expression text := pg_catalog.format('(?:%1$s)*(?:%2$s)(?:%2$s|%1$s)*$', p_around, p_opt_outs);
  v_sentence text;
  v_form text;
  v_short text;
  v_count integer := 0;
begin
  for v_sentence in
    select s.sentence
    from pg_catalog.regexp_split_to_table(
      p_text,
      case
        -- If the message reports what others say, a clause after a comma is not the sender's own sentence.
        when p_text collate "C" ~* E'\\m(said|says|say|told|tell|tells|saying|dijo|dice|dicen|dijeron|decir)\\M'
          then E'[.!\\n\\r;…]+|(?<=[?])'
        else E'[.!\\n\\r;…,]+|(?<=[?])|\\s[-–—]+\\s'
      end
    ) as s (sentence)
    where s.sentence !~ '[?]'
  loop
    v_form := outlier.normalize_message_text(v_sentence) || ' ';
    continue when v_form = ' ';
    if outlier.is_made_of_patterns(v_form, p_around || p_opt_outs) and v_form ~ ('^' || v_expression) then
      v_count := v_count + 1;
      continue;
    end if;
    if p_fillers is not null then
      v_short := pg_catalog.regexp_replace(v_form, '(?<=^| )(?:' || p_fillers || ')', '', 'g');
      if outlier.is_made_of_patterns(v_short, p_around || p_opt_outs) and v_short ~ ('^' || v_expression) then
        v_count := v_count + 1;
        continue;
      end if;
    end if;
    -- Example: "I am moving, so take me off your list."
    if p_joints is not null and v_form ~ ('(?<! to)(?:^| )(?:' || p_joints || ')' || v_expression) then
      v_count := v_count + 1;
    end if;
  end loop;
  return v_count;
end;
$$;
comment on function outlier.count_sentences(text, text, text, text, text) is
  'Returns how many sentences or clauses of a message are opt-outs, with the words that may stand around them, with '
  'or without fillers. A sentence may begin after a joint. Questions do not count.';
