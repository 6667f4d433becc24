-- What a foreign key does for each row, once for the statement: the sources must be there, and stay until this is committed.
create or replace function outlier.tg__sources_exist()
returns trigger
language plpgsql
volatile
set search_path = ''
as $$
declare
  v_source record;
begin
  for v_source in select distinct n.broadcast_id, n.campaign_id from new_rows as n loop
    perform from outlier.broadcasts as b where b.id = v_source.broadcast_id for key share;
    if not found and v_source.broadcast_id is not null then
      raise exception using errcode = '23503', message = pg_catalog.format('there is no broadcast %s', v_source.broadcast_id);
    end if;
    perform from outlier.campaigns as c where c.id = v_source.campaign_id for key share;
    if not found and v_source.campaign_id is not null then
      raise exception using errcode = '23503', message = pg_catalog.format('there is no campaign %s', v_source.campaign_id);
    end if;
  end loop;
  return null;
end;
$$;
comment on function outlier.tg__sources_exist() is 'Refuses rows of a broadcast or campaign that does not exist, once per statement. 23503.';

create or replace trigger _100_sources_exist
  after insert on outlier.recipients
  referencing new table as new_rows
  for each statement
  execute function outlier.tg__sources_exist();
create or replace trigger _100_sources_exist
  after insert on outlier.broadcast_first_messages
  referencing new table as new_rows
  for each statement
  execute function outlier.tg__sources_exist();
create or replace trigger _100_sources_exist
  after insert on outlier.broadcast_second_messages
  referencing new table as new_rows
  for each statement
  execute function outlier.tg__sources_exist();
