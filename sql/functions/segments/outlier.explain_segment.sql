create or replace function outlier.explain_segment()
returns jsonb
language plpgsql
volatile
security definer
set search_path = pg_catalog, outlier, pg_temp
set transaction_read_only = on
as $$
declare
  v_plan json;
begin
  execute 'explain (format json) select phone_number from pg_temp.outlier_segment' into v_plan;
  return v_plan::jsonb -> 0 -> 'Plan';
end;
$$;
comment on function outlier.explain_segment() is
  'The plan of pg_temp.outlier_segment, made as outlier_segments and not run. Judge the view before: planning runs functions.';

grant create on schema outlier to outlier_segments;
alter function outlier.explain_segment() owner to outlier_segments;
revoke create on schema outlier from outlier_segments;
grant execute on function outlier.explain_segment() to outlier_owner;
