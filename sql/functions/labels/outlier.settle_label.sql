create or replace function outlier.settle_label(p_name text, p_label_id uuid)
returns void
language sql
volatile
set search_path = ''
as $$
  select outlier.lock_sources('{}', array(
    select c.id from outlier.campaigns as c where lower(pg_catalog.btrim(c.label_name)) = lower(pg_catalog.btrim(p_name))
  ));
  update outlier.campaigns as c
  set label_ids = c.label_ids || p_label_id
  where lower(pg_catalog.btrim(c.label_name)) = lower(pg_catalog.btrim(p_name))
    and not p_label_id = any (c.label_ids)
    and c.state in ('scheduled', 'missed', 'sending', 'paused');
$$;
comment on function outlier.settle_label(text, uuid) is 'Gives a label''s id to the campaigns that asked for it by name: what they send from now on carries it.';
