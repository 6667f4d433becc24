-- An administrator's SQL runs here as a role that can read the audience and do nothing else; being stable, the function
-- accepts no statement that writes. That it is one statement is checked before, by check_segment_query.
create or replace function outlier.run_segment(p_name text, p_query text, p_limit bigint default null, p_except text[] default null)
returns table (phone_number text, reason text)
language plpgsql
-- Sees what its caller sees: who is barred and why belong together.
stable
security definer
-- Much rather planned for too many people than for a handful.
rows 100000
-- Segment queries name tables without their schema.
set search_path = pg_catalog, outlier, pg_temp
-- A segment may yield everybody.
set work_mem = '128MB'
-- What segments look into is in memory soon: a look at an index costs no more than one at the next page.
set random_page_cost = 1.1
as $$
declare
  v_query text := pg_catalog.regexp_replace(p_query, '[;\s]+$', '');
  v_barred constant text := $sql$(
    select
      a.phone_number,
      case when a.unsubscribed then 'unsubscribed' when a.exclude then 'excluded' else 'added_via_file_upload' end as reason
    from outlier.authors as a
    where a.unsubscribed or a.exclude or a.added_via_file_upload
  ) as barred$sql$;
  v_limit bigint := p_limit;
  v_rows bigint;
  v_message text;
  v_state text;
begin
  if p_except is null then
    -- Where nobody is mentioned twice, as many as may be texted are among so many.
    v_limit := p_limit + (select pg_catalog.count(*) from outlier.authors as a where a.unsubscribed or a.exclude or a.added_via_file_upload);
    return query execute pg_catalog.format(
      $sql$
      select
        segment.phone_number::text,
        case
          when segment.phone_number::text in (select barred.phone_number from %1$s)
            then (select barred.reason from %1$s where barred.phone_number = segment.phone_number::text)
        end
      from (%2$s
      ) as segment
      where segment.phone_number is not null
      limit $1
      $sql$,
      v_barred,
      v_query
    )
    using v_limit;
    get diagnostics v_rows = row_count;
    if v_limit is null or v_rows < v_limit then
      return;
    end if;
  else
    return query execute pg_catalog.format(
      -- What only one process may be asked keeps the plan from being parallel: each worker would be handed the whole of $1.
      $sql$
      select segment.phone_number::text, null
      from (%2$s
      ) as segment
      where segment.phone_number::text not in (select barred.phone_number from %1$s)
        and segment.phone_number::text <> all ($1)
        and pg_backend_pid() > 0
      limit $2
      $sql$,
      v_barred,
      v_query
    )
    using p_except, v_limit;
    get diagnostics v_rows = row_count;
  end if;
  -- Asked for these alone, the planner seldom has to look at everybody again.
  return query execute pg_catalog.format(
    $sql$
    select barred.phone_number, barred.reason
    from (%2$s
    ) as segment
    inner join %1$s on barred.phone_number = segment.phone_number::text
    $sql$,
    v_barred,
    v_query
  );
  if v_rows = v_limit then
    return query select null, null;
  end if;
exception
  when query_canceled then
    raise exception using
      errcode = 'OT003',
      message = pg_catalog.format('segment "%s" took longer than allowed', p_name),
      hint = 'Make its query faster, or raise statement_timeout for this session (for the jobs: on role outlier_owner).';
  when others then
    get stacked diagnostics v_message = message_text, v_state = returned_sqlstate;
    raise exception using
      errcode = 'OT003',
      message = pg_catalog.format('segment "%s" failed: %s', p_name, v_message),
      detail = 'SQLSTATE ' || v_state,
      hint = pg_catalog.format('Try its query: select count(*) from (…) as segment; then: update outlier.audience_segments set query = … where name = %L;', p_name);
end;
$$;
comment on function outlier.run_segment(text, text, bigint, text[]) is
  'Whom a segment''s query yields, in its order and as often as it does, and why they may not be texted (null where they may). With a limit: so many that p_limit of them may be texted, unless somebody is mentioned twice; or, with p_except, so many who may be texted and are not in it. Then everybody who may not be texted, and a row of nulls, where there may be more. Runs as outlier_segments. OT003: the query failed; the error names the segment.';

-- To own a function in a schema takes the right to create there, for this moment.
grant create on schema outlier to outlier_segments;
alter function outlier.run_segment(text, text, bigint, text[]) owner to outlier_segments;
revoke create on schema outlier from outlier_segments;
grant execute on function outlier.run_segment(text, text, bigint, text[]) to outlier_owner;
