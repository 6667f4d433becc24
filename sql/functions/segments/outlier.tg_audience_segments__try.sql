create or replace function outlier.tg_audience_segments__try()
returns trigger
language plpgsql
volatile
-- Whoever may write the table may have the query tried, whatever else they may do.
security definer
set search_path = ''
as $$
declare
  v_segment refcursor := outlier.open_segment(NEW.name, NEW.query);
begin
  perform pg_catalog.count(*) from outlier.read_segment(NEW.name, v_segment);
  close v_segment;
  NEW.updated_at := now();
  return NEW;
end;
$$;
comment on function outlier.tg_audience_segments__try() is
  'Tries a segment''s query when it is saved, so that a broken one is refused to the person who wrote it.';

create or replace trigger _100_try
  before insert or update of query on outlier.audience_segments
  for each row
  execute function outlier.tg_audience_segments__try();
