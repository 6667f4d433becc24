create or replace function outlier.advance_import_sequence(p_sequence regclass, p_id bigint)
returns void
language plpgsql
volatile
set search_path = ''
as $$
begin
  perform pg_catalog.setval(p_sequence, greatest(p_id, pg_catalog.nextval(p_sequence) - 1, 1));
end;
$$;
comment on function outlier.advance_import_sequence(regclass, bigint) is 'Advances a sequence past an imported id.';
