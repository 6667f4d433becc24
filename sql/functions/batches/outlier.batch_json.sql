create or replace function outlier.batch_json(p_batch_id bigint, p_now timestamptz)
returns jsonb
language sql
stable
set search_path = ''
as $$
  select case b.kind
    when 'campaign' then outlier.campaign_json(b.id, p_now)
    else (
      select described.description || pg_catalog.jsonb_build_object(
        'state', b.state,
        'error', b.error,
        'progress', outlier.progress_json(b.id, described.description -> 'forecast')
      )
      from (
        select outlier.upcoming_json(shown, p_now) as description
        from outlier.broadcasts as shown
        where shown.id = b.id
      ) as described
    )
  end
  from outlier.batches as b
  where b.id = p_batch_id;
$$;
comment on function outlier.batch_json(bigint, timestamptz) is
  'Returns a broadcast or campaign as the HTTP API shows it.';
