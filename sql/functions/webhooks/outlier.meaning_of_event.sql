-- receive_event() adds what it understood to the event that it hands on, so that a message is read once.
create or replace function outlier.meaning_of_event(p_event jsonb, out meaning text, out words text)
language plpgsql
stable
set search_path = ''
as $$
begin
  if p_event ? 'outlier_meaning' then
    meaning := p_event #>> '{outlier_meaning,meaning}';
    words := p_event #>> '{outlier_meaning,words}';
  else
    select c.meaning, c.words into meaning, words
    from outlier.classify_message(outlier.json_text(p_event #> '{message,preview}')) as c;
  end if;
end;
$$;
comment on function outlier.meaning_of_event(jsonb) is
  'What the message of an event means: see classify_message().';
