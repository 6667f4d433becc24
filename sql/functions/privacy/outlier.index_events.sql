-- This does not run when the webhook arrives, because it takes a quarter of the time of its processing. Until it has
-- run, erase_person() reads the body.
create or replace function outlier.index_events(p_limit integer default 2000)
returns bigint
language plpgsql
volatile
set search_path = ''
as $$
declare
  v_rows bigint;
begin
  update outlier.invoke_history as h
  set mentions = outlier.find_mentions(h.body)
  from (
    select e.received_at, e.id
    from outlier.invoke_history as e
    where e.mentions is null
      and e.state <> 'stored'
    order by e.id
    limit p_limit
    for update skip locked
  ) as found
  where h.received_at = found.received_at
    and h.id = found.id;
  get diagnostics v_rows = row_count;
  return v_rows;
end;
$$;
comment on function outlier.index_events(integer) is
  'Stores in invoke_history.mentions whom up to p_limit events mention, the oldest first, so that erase_person() '
  'finds them by an index. Returns their number.';
