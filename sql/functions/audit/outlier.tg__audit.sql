-- A row-level trigger sees the old row even if its key changes. None of these tables has a row for each person or
-- message. Arguments of the trigger: the kind of the object, the columns of its key, and the columns that are left out
-- (secrets and internal values). Blanks separate the columns.
create or replace function outlier.tg__audit()
returns trigger
language plpgsql
volatile
security definer
set search_path = ''
set timezone = 'UTC'
set intervalstyle = 'postgres'
set bytea_output = 'hex'
as $$
declare
  v_old jsonb := case TG_OP when 'INSERT' then '{}' else pg_catalog.to_jsonb(OLD) end;
  v_new jsonb := case TG_OP when 'DELETE' then '{}' else pg_catalog.to_jsonb(NEW) end;
  v_row jsonb := case TG_OP when 'DELETE' then v_old else v_new end;
  v_before jsonb;
  v_after jsonb;
begin
  select
    pg_catalog.jsonb_object_agg(c.name, v_old -> c.name) filter (where TG_OP <> 'INSERT'),
    pg_catalog.jsonb_object_agg(c.name, v_new -> c.name) filter (where TG_OP <> 'DELETE')
  into v_before, v_after
  from pg_catalog.jsonb_object_keys(v_row) as c (name)
  where coalesce(v_old -> c.name, 'null') <> coalesce(v_new -> c.name, 'null')
    and c.name <> all (pg_catalog.string_to_array(coalesce(TG_ARGV[2], ''), ' '));
  if v_before is null and v_after is null then
    return null;
  end if;
  insert into outlier.audit_log (actor, address, action, kind, object_id, batch_id, before, after)
  select
    outlier.current_actor(),
    outlier.current_address(),
    case
      when TG_OP = 'INSERT' then 'made'
      when TG_OP = 'DELETE' then 'deleted'
      when TG_ARGV[0] <> 'batch' or not v_after ? 'state' then 'changed'
      when v_before ->> 'state' = 'paused' and v_after ->> 'state' = 'sending' then 'resumed'
      when v_after ->> 'state' = 'scheduled' then 'rescheduled'
      else v_after ->> 'state'
    end,
    TG_ARGV[0],
    (
      select pg_catalog.string_agg(v_row ->> k.name, ' ' order by k.place)
      from pg_catalog.unnest(pg_catalog.string_to_array(TG_ARGV[1], ' ')) with ordinality as k (name, place)
    ),
    case TG_ARGV[0]
      when 'batch' then (v_row ->> 'id')::bigint
      else coalesce(v_row ->> 'batch_id', v_row ->> 'broadcast_id')::bigint
    end,
    outlier.mask_numbers(v_before),
    outlier.mask_numbers(v_after);
  return null;
end;
$$;
comment on function outlier.tg__audit() is
  'Records in audit_log who created, changed or deleted a row, with the changed columns. Records nothing if only '
  'left-out columns changed.';

create or replace trigger _900_audit
  after insert or update or delete on outlier.batches
  for each row
  execute function outlier.tg__audit(
    'batch', 'id',
    'created_at updated_at broadcast_id campaign_id processed editable scheduled_after started_at'
    ' finished_at recipient_count links_settle_by error written_by approval_id'
  );
create or replace trigger _900_audit
  after insert or update or delete on outlier.broadcasts_segments
  for each row
  execute function outlier.tg__audit('broadcast_segment', 'broadcast_id segment_id');
create or replace trigger _900_audit
  after insert or update or delete on outlier.broadcast_settings
  for each row
  execute function outlier.tg__audit('schedule', 'id', 'created_at effective_from');
create or replace trigger _900_audit
  after insert or update or delete on outlier.settings
  for each row
  execute function outlier.tg__audit('settings', 'is_only_row', 'updated_at erasure_salt trace_seed');
create or replace trigger _900_audit
  after insert or update or delete on outlier.lookup_templates
  for each row
  execute function outlier.tg__audit('template', 'name', 'updated_at');
create or replace trigger _900_audit
  after insert or update or delete on outlier.audience_segments
  for each row
  execute function outlier.tg__audit('segment', 'id', 'created_at updated_at');
create or replace trigger _900_audit
  after insert or update or delete on outlier.api_tokens
  for each row
  execute function outlier.tg__audit('api_token', 'id', 'created_at digest');
create or replace trigger _900_audit
  after insert or update or delete on outlier.tokens
  for each row
  execute function outlier.tg__audit('token', 'name');
create or replace trigger _900_audit
  after insert or update or delete on outlier.quotas
  for each row
  execute function outlier.tg__audit('quota', 'name', 'held_until hold_reason');
create or replace trigger _900_audit
  after insert or update or delete on outlier.quota_limits
  for each row
  execute function outlier.tg__audit('quota_limit', 'quota per');
create or replace trigger _900_audit
  after insert or update or delete on outlier.consent_patterns
  for each row
  execute function outlier.tg__audit('consent_pattern', 'id', 'expression anchors last_words is_word');
create or replace trigger _900_audit
  after insert or update or delete on outlier.approvals
  for each row
  execute function outlier.tg__audit('approval', 'id', 'digest');
create or replace trigger _900_audit
  after insert or update or delete on outlier.contact_hours
  for each row
  execute function outlier.tg__audit('contact_hours', 'id', 'changed_by_hand');
create or replace trigger _900_audit
  after insert or update or delete on outlier.states
  for each row
  execute function outlier.tg__audit('state', 'code');
create or replace trigger _900_audit
  after update or delete on outlier.area_codes
  for each row
  execute function outlier.tg__audit('area_code', 'code', 'changed_by_hand');
create or replace trigger _900_audit
  after update or delete on outlier.country_codes
  for each row
  execute function outlier.tg__audit('country_code', 'prefix', 'changed_by_hand');
