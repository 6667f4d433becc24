create or replace function api.list_recipients(
  p_kind text,
  p_id bigint,
  p_outcome text default null,
  p_cursor text default null
)
returns jsonb
language plpgsql
stable
security definer
set search_path = ''
as $$
declare
  v_page constant integer := 50;
  v_batch outlier.batches := outlier.require_batch(p_kind, p_id);
  v_numbers text[] := array(
    select outlier.list_people_by_outcome(
      v_batch.id, coalesce(nullif(p_outcome, ''), 'all'),
      -- A cursor has no plus sign, because a URL decodes it as a blank.
      pg_catalog.regexp_replace(coalesce(p_cursor, ''), '^ ?(?=[0-9])', '+'), v_page + 1
    )
  );
begin
  return pg_catalog.jsonb_build_object(
    'items', (
      select coalesce(pg_catalog.jsonb_agg(outlier.recipient_json(v_batch.id, n.number) order by n.place), '[]')
      from pg_catalog.unnest(v_numbers[:v_page]) with ordinality as n (number, place)
    )
  )
    || case
      when pg_catalog.cardinality(v_numbers) > v_page
        then pg_catalog.jsonb_build_object('currentCursor', pg_catalog.ltrim(v_numbers[v_page], '+'))
      else '{}'
    end;
end;
$$;
comment on function api.list_recipients(text, bigint, text, text) is
  'Lists the people of a batch with their outcome, in the order of their numbers, 50 a page: {items, currentCursor?}. '
  'p_outcome: all, delivered, failed, unknown, waiting, not_sent, replied or opted_out. A cursor gives the next page. '
  'OT009: there is no such batch. OT010: there is no such outcome.';
grant execute on function api.list_recipients(text, bigint, text, text) to outlier_executor;
