-- receive_event() stores the meaning in the event, so that Outlier classifies each message only once.
create or replace function outlier.classify_event(p_event jsonb, p_now timestamptz, out meaning text, out words text)
language plpgsql
volatile
set search_path = ''
as $$
begin
  if p_event ? 'outlier_meaning' then
    meaning := p_event #>> '{outlier_meaning,meaning}';
    words := p_event #>> '{outlier_meaning,words}';
  else
    select m.meaning, m.words into meaning, words
    from outlier.classify_message_safely(outlier.json_text(p_event #> '{message,preview}'), p_now) as m;
  end if;
end;
$$;
comment on function outlier.classify_event(jsonb, timestamptz) is
  'Returns the meaning of an event''s message. See classify_message_safely().';
