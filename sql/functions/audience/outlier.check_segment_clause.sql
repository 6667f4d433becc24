create or replace function outlier.check_segment_clause(p_clause jsonb, p_path text)
returns void
language plpgsql
stable
set search_path = ''
as $$
declare
  v_unknown text;
  v_flaw text;
begin
  select pg_catalog.min(k.key) into v_unknown
  from pg_catalog.jsonb_object_keys(p_clause) as k (key)
  where k.key not in ('id', 'since', 'name');
  if v_unknown is not null then
    v_flaw := pg_catalog.format(
      '.%s is not a field of a segment: the fields are id and, optionally, since', outlier.mask_value(v_unknown)
    );
  elsif not p_clause ? 'id' then
    v_flaw := '.id is missing: give the id of a label';
  elsif pg_catalog.jsonb_typeof(p_clause -> 'id') <> 'string' or not outlier.is_uuid(p_clause ->> 'id') then
    v_flaw := pg_catalog.format(
      '.id: %s is not the id of a label: it must be a UUID', outlier.mask_value((p_clause -> 'id')::text)
    );
  elsif p_clause -> 'since' <> 'null'
    and (pg_catalog.jsonb_typeof(p_clause -> 'since') <> 'number' or p_clause ->> 'since' !~ E'^[0-9]{1,15}(\\.0+)?$')
  then
    v_flaw := pg_catalog.format(
      '.since: %s is not a time in unix seconds', outlier.mask_value((p_clause -> 'since')::text)
    );
  elsif p_clause -> 'since' <> 'null' and (p_clause ->> 'since')::numeric > 7258118400 then
    v_flaw := pg_catalog.format(
      '.since: %s is after the year 2200: give unix seconds, not milliseconds',
      outlier.mask_value((p_clause -> 'since')::text)
    );
  elsif not exists (select from outlier.labels as l where l.id = (p_clause ->> 'id')::uuid) then
    v_flaw := pg_catalog.format('.id: the label %s does not exist', p_clause ->> 'id');
  end if;
  if v_flaw is not null then
    raise exception using errcode = 'OT010', message = p_path || v_flaw;
  end if;
end;
$$;
comment on function outlier.check_segment_clause(jsonb, text) is
  'Refuses a segment {"id", "since"?} that is not well formed or whose label is unknown. OT010 contains the path to '
  'it.';
