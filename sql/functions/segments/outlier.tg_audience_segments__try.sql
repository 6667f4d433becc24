create or replace function outlier.tg_audience_segments__try()
returns trigger
language plpgsql
volatile
-- Security definer: a user who may write this table needs no other right to have the query tried.
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
  'Runs a segment''s query when it is saved, so that its author gets the error of a broken query.';

create or replace trigger _100_try
  before insert or update of query on outlier.audience_segments
  for each row
  execute function outlier.tg_audience_segments__try();
