-- A message's trace is known by the id that it had in its queue: nothing is stored for it.
alter table outlier.settings add column trace_seed uuid not null default pg_catalog.gen_random_uuid();
comment on column outlier.settings.trace_seed is 'Made once, by chance, so that traces of two installations are never one: see trace_id().';
