-- Several campaigns may ask for the same name at once. There is one request for each name, so that only one label is
-- created. The caller holds the request's row until commit. A response that is recorded in between then sees the
-- campaign, or the campaign sees the label.
create or replace function outlier.find_or_request_label(p_name text)
returns uuid
language plpgsql
volatile
strict
set search_path = ''
as $$
declare
  v_settings outlier.settings;
  v_subject text := 'label:' || outlier.fold_case(pg_catalog.btrim(p_name));
  v_id uuid;
begin
  select s.* into v_settings from outlier.settings as s;
  loop
    v_id := outlier.find_label(p_name, v_settings.campaign_parent_label_id, v_settings.organization_id);
    if v_id is not null then
      return v_id;
    end if;
    if v_settings.organization_id is null then
      raise exception using
        errcode = 'OT001',
        message = 'the label cannot be created: no Missive organization is set',
        hint = 'Run: update outlier.settings set organization_id = ''…'';';
    end if;
    perform outlier.add_request(
      'list_labels',
      v_subject,
      pg_catalog.jsonb_build_object(
        'name', pg_catalog.btrim(p_name),
        'organization', v_settings.organization_id,
        'parent', v_settings.campaign_parent_label_id,
        'offset', 0,
        'limit', 200
      )
    );
    perform from outlier.requests as r where r.subject = v_subject for no key update;
    exit when found;
  end loop;
  -- The session that held the request before may have received the label in the meantime.
  return outlier.find_label(p_name, v_settings.campaign_parent_label_id, v_settings.organization_id);
end;
$$;
comment on function outlier.find_or_request_label(text) is
  'Returns the id of a campaign label. If it is not known, requests that the label be found or created in Missive, '
  'and returns null. OT001: settings.organization_id is missing.';
