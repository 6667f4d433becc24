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
    -- Of one that is made anew, too: no id is given twice.
    and not exists (select from outlier.import_ids as i where i.kind <> 'segment' and i.id = p_source_id)
    -- The upcoming broadcast there will want its own.
    and (p_kind = 'broadcast' or not exists (select from pg_temp.import_broadcasts as b where b.id = p_source_id))
  then
    perform outlier.advance_import_sequence('outlier.batches_id_seq', p_source_id);
    return p_source_id;
  end if;
  return pg_catalog.nextval('outlier.batches_id_seq');
end;
$$;
comment on function outlier.choose_import_id(text, bigint) is
  'The id that a segment, broadcast or campaign of the source gets here: its own where that is free, else a new one.';
