-- The caller has locked the row of the reconciliation. If two sessions process the last answers, the later one finds
-- no request left.
create or replace function outlier.finish_reconciliation(p_reconciliation_id bigint, p_now timestamptz)
returns void
language sql
volatile
set search_path = ''
as $$
  update outlier.reconciliations as r
  set state = 'done', finished_at = p_now, updated_at = p_now
  where r.id = p_reconciliation_id
    and r.state = 'running'
    and not r.listing
    and not exists (
      select from outlier.requests as waiting
      where waiting.kind in ('read_message', 'read_person')
        and (waiting.payload ->> 'reconciliation')::bigint = p_reconciliation_id
    );
$$;
comment on function outlier.finish_reconciliation(bigint, timestamptz) is
  'Marks a reconciliation as done when its last answer has come.';
