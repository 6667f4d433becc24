create or replace function outlier.explain_segment(p_view oid)
returns jsonb
language plpgsql
volatile
strict
security definer
set search_path = pg_catalog, outlier, pg_temp
as $$
declare
  v_plan json;
begin
  execute pg_catalog.format('explain (format json) select phone_number from %s', p_view::regclass) into v_plan;
  return v_plan::jsonb -> 0 -> 'Plan';
end;
$$;
comment on function outlier.explain_segment(oid) is
  'The plan of a resolved view, made as outlier_segments and not run. Judge the view before: planning runs functions.';

grant create on schema outlier to outlier_segments;
alter function outlier.explain_segment(oid) owner to outlier_segments;
revoke create on schema outlier from outlier_segments;
grant execute on function outlier.explain_segment(oid) to outlier_owner;
