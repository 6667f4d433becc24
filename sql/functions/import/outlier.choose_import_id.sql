create or replace function outlier.choose_import_id(p_kind text, p_source_id bigint)
returns bigint
language plpgsql
volatile
set search_path = ''
as $$
begin
  if p_kind = 'segment' then
    if p_source_id > 0 and not exists (select from outlier.audience_segments as s where s.id = p_source_id) then
      perform outlier.advance_import_sequence('outlier.audience_segments_id_seq', p_source_id);
      return p_source_id;
    end if;
    return pg_catalog.nextval('outlier.audience_segments_id_seq');
  end if;
  if p_source_id > 0
    and not exists (select from outlier.batches as b where b.id = p_source_id)
    -- This also covers a campaign that the import deletes and creates again. No id is used twice.
    and not exists (select from outlier.import_ids as i where i.kind <> 'segment' and i.id = p_source_id)
    -- The upcoming broadcast of the source needs its own id later.
    and (p_kind = 'broadcast' or not exists (select from pg_temp.import_broadcasts as b where b.id = p_source_id))
  then
    perform outlier.advance_import_sequence('outlier.batches_id_seq', p_source_id);
    return p_source_id;
  end if;
  return pg_catalog.nextval('outlier.batches_id_seq');
end;
$$;
comment on function outlier.choose_import_id(text, bigint) is
  'Returns the id for a segment, broadcast or campaign of the source: its own id if that is free, otherwise a new '
  'one.';
