create or replace function outlier.ask_for_page(p_reconciliation_id bigint, p_now timestamptz)
returns void
language sql
volatile
set search_path = ''
as $$
  select outlier.add_request(
    'list_messages',
    'reconciliation:' || r.id,
    pg_catalog.jsonb_strip_nulls(pg_catalog.jsonb_build_object(
      'reconciliation', r.id,
      'from', r.phone_numbers[1],
      'since', pg_catalog.to_char(r.since at time zone 'UTC', 'YYYY-MM-DD'),
      -- The executor reads at most 4 MiB of an answer.
      'pageSize', 300,
      'page', r.next_page
    )),
    p_now
  )
  from outlier.reconciliations as r
  where r.id = p_reconciliation_id
    and r.state = 'running'
    and r.listing;
$$;
comment on function outlier.ask_for_page(bigint, timestamptz) is
  'Requests the next page of a reconciliation, unless it is requested already.';
