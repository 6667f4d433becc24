create or replace function outlier.change_templates(p_templates jsonb, p_now timestamptz)
returns void
language plpgsql
volatile
set search_path = ''
as $$
declare
  v_name text;
  v_content text;
begin
  if pg_catalog.jsonb_typeof(p_templates) is distinct from 'object' then
    raise exception using
      errcode = 'OT010',
      message = 'templates must be an object of texts by name, such as {"help_message": "…"}';
  end if;
  for v_name in select k.name from pg_catalog.jsonb_object_keys(p_templates) as k (name) order by k.name loop
    -- A blank text is stored as empty, which switches off its use.
    v_content := coalesce(outlier.request_text(p_templates, v_name, 8000), '');
    update outlier.lookup_templates as t
    set content = v_content, updated_at = p_now
    where t.name = v_name
      and t.name <> 'missive_broadcast_post_closing_label_id'
      and t.content <> v_content;
    if not found and not exists (
      select
      from outlier.lookup_templates as t
      where t.name = v_name
        and t.name <> 'missive_broadcast_post_closing_label_id'
    ) then
      raise exception using
        errcode = 'OT010',
        message = pg_catalog.format('templates has no text "%s"', outlier.mask_value(v_name)),
        hint = (
          select 'The texts are ' || pg_catalog.string_agg(t.name, ', ' order by t.name) || '.'
          from outlier.lookup_templates as t
          where t.name <> 'missive_broadcast_post_closing_label_id'
        );
    end if;
  end loop;
end;
$$;
comment on function outlier.change_templates(jsonb, timestamptz) is
  'Changes texts of lookup_templates by name. OT010: there is no such text, or it is longer than 8000 characters.';
