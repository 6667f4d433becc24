create or replace function outlier.assign_label(p_name text, p_label_id uuid)
returns void
language sql
volatile
set search_path = ''
as $$
  select outlier.lock_batches(array(
    select b.id
    from outlier.batches as b
    where outlier.fold_case(pg_catalog.btrim(b.label_name)) = outlier.fold_case(pg_catalog.btrim(p_name))
  ));
  update outlier.batches as b
  set label_ids = b.label_ids || p_label_id
  where outlier.fold_case(pg_catalog.btrim(b.label_name)) = outlier.fold_case(pg_catalog.btrim(p_name))
    and not p_label_id = any (b.label_ids)
    and b.state in ('scheduled', 'missed', 'sending', 'paused');
$$;
comment on function outlier.assign_label(text, uuid) is
  'Adds a label''s id to the batches that asked for it by name. Messages that they send from now on carry the label.';
