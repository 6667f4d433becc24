create or replace function outlier.free_import_id(p_kind text, p_source_id bigint)
returns bigint
language plpgsql
volatile
set search_path = ''
as $$
declare
  v_sequence regclass := case p_kind
    when 'segment' then 'outlier.audience_segments_id_seq'
    else 'outlier.batches_id_seq'
  end;
  v_last bigint := (
    select coalesce(s.last_value, 0) from pg_catalog.pg_sequences as s
    where pg_catalog.to_regclass(pg_catalog.format('%I.%I', s.schemaname, s.sequencename)) = v_sequence
  );
  v_is_free boolean := case p_kind
    when 'segment' then not exists (select from outlier.audience_segments as s where s.id = p_source_id)
    -- Erased or deleted ones too: no id is given twice.
    else not exists (select from outlier.batches as b where b.id = p_source_id)
      and not exists (
        select from outlier.import_ids as i where i.kind <> 'segment' and i.id = p_source_id
      )
  end;
begin
  -- An id that this sequence gave, and whose row is gone, may still stand in a dashboard.
  if not v_is_free or p_source_id < 1 then
    return pg_catalog.nextval(v_sequence);
  end if;
  if p_source_id > v_last then
    perform pg_catalog.setval(v_sequence, p_source_id);
  end if;
  return p_source_id;
end;
$$;
comment on function outlier.free_import_id(text, bigint) is
  'The id that a segment, broadcast or campaign of the source gets here: its own where that is free, else a new one.';
