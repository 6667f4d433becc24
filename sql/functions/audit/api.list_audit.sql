-- Sorts by id, the newest first. Ids follow the order in which changes were written, so no change falls between two
-- pages.
create or replace function api.list_audit(p_cursor text default null, p_batch_id text default null)
returns jsonb
language plpgsql
stable
security definer
set search_path = ''
as $$
declare
  v_page constant integer := 50;
  v_before bigint := outlier.request_integer(pg_catalog.jsonb_build_object('cursor', p_cursor), 'cursor');
  v_batch_id bigint := outlier.request_integer(pg_catalog.jsonb_build_object('batch', p_batch_id), 'batch');
  v_items jsonb;
  v_is_more boolean;
begin
  select
    coalesce(pg_catalog.jsonb_agg(outlier.audit_json(page.entry) order by page.place)
      filter (where page.place <= v_page), '[]'),
    pg_catalog.count(*) > v_page
  into v_items, v_is_more
  from (
    select l as entry, pg_catalog.row_number() over (order by l.id desc) as place
    from outlier.audit_log as l
    where (v_before is null or l.id < v_before)
      and (v_batch_id is null or l.batch_id = v_batch_id)
    order by l.id desc
    limit v_page + 1
  ) as page;
  return pg_catalog.jsonb_build_object('items', v_items)
    || case
      when v_is_more then pg_catalog.jsonb_build_object('currentCursor', v_items -> -1 -> 'id')
      else '{}'
    end;
end;
$$;
comment on function api.list_audit(text, text) is
  'Lists the audit log, the newest first, 50 a page: {items, currentCursor?}. A cursor gives the next page. A batch '
  'limits the list to that batch. OT010: the cursor or the batch is not a whole number.';
grant execute on function api.list_audit(text, text) to outlier_executor;
