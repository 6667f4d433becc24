create or replace function outlier.rewrite_segment_query(p_query text)
returns text
language plpgsql
immutable
strict
set search_path = ''
as $$
declare
  v_query text := p_query;
  v_old text;
  v_new text;
begin
  -- Each pair has a name in the source and the name here. Segment queries find Outlier's tables without a schema.
  for v_old, v_new in
    select names.there, names.here
    from (values
      (E'("public"|\\mpublic)\\s*\\.\\s*', ''),
      (E'\\mbroadcast_sent_message_status\\M', 'message_statuses'),
      (E'\\mlookup_template\\M', 'lookup_templates'),
      (E'\\mfrom_field\\M', 'from_phone_number'),
      (E'\\mto_field\\M', 'to_phone_number'),
      (E'\\mis_broadcast_reply\\M', 'is_reply'),
      (E'\\mreply_to\\M(?=\\s*=\\s*(\\w+\\s*\\.\\s*)?id\\M)', 'message_status_id')
    ) as names (there, here)
  loop
    v_query := pg_catalog.regexp_replace(v_query, v_old, v_new, 'gi');
  end loop;
  return v_query;
end;
$$;
comment on function outlier.rewrite_segment_query(text) is
  'Returns a segment''s query of the predecessor with Outlier''s names of tables and columns.';
