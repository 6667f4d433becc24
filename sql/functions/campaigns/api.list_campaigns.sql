-- Past campaigns are those that have run, not those that should have. A missed campaign stays among the upcoming ones
-- until a person gives it a new time or deletes it. A campaign that was cancelled before it ran is past from the time
-- of its cancellation.
create or replace function api.list_campaigns(
  p_page text default null,
  p_page_size text default null,
  p_search text default null,
  p_now timestamptz default now()
)
returns jsonb
language plpgsql
stable
security definer
set search_path = ''
as $$
declare
  v_page integer := outlier.request_page(p_page, 'page', 1, 1000000);
  v_page_size integer := outlier.request_page(p_page_size, 'pageSize', 20, 100);
  v_pattern text := '%' || pg_catalog.regexp_replace(
    outlier.fold_case(nullif(pg_catalog.btrim(pg_catalog.left(p_search, 200)), '')), E'([\\\\%_])', E'\\\\\\1', 'g'
  ) || '%';
  v_total bigint := (
    select pg_catalog.count(*)
    from outlier.campaigns as c
    where (c.started_at is not null or c.state = 'cancelled')
      and (
        v_pattern is null
        or outlier.fold_case(pg_catalog.concat_ws(E'\n', c.title, c.first_message)) like v_pattern
      )
  );
begin
  return pg_catalog.jsonb_build_object(
    'upcoming', coalesce(
      (
        select pg_catalog.jsonb_agg(
          outlier.campaign_json(shown.id, p_now, p_with_forecast => shown.place <= 3) order by shown.place
        )
        from (
          -- A forecast takes 0.1 seconds, so only the next three campaigns have one.
          select
            c.id,
            pg_catalog.row_number() over (order by c.run_at, c.id) as place
          from outlier.campaigns as c
          where c.state in ('scheduled', 'missed')
            and (
              v_pattern is null
              or outlier.fold_case(pg_catalog.concat_ws(E'\n', c.title, c.first_message)) like v_pattern
            )
        ) as shown
      ),
      '[]'
    ),
    'past', pg_catalog.jsonb_build_object(
      'items', coalesce(
        (
          select pg_catalog.jsonb_agg(
            outlier.campaign_json(shown.id, p_now, p_with_results => true) order by shown.past_since desc, shown.id desc
          )
          from (
            select c.id, coalesce(c.started_at, c.finished_at) as past_since
            from outlier.campaigns as c
            where (c.started_at is not null or c.state = 'cancelled')
              and (
                v_pattern is null
                or outlier.fold_case(pg_catalog.concat_ws(E'\n', c.title, c.first_message)) like v_pattern
              )
            order by past_since desc, c.id desc
            limit v_page_size
            offset (v_page - 1)::bigint * v_page_size
          ) as shown
        ),
        '[]'
      ),
      'pagination', pg_catalog.jsonb_build_object(
        'totalItems', v_total,
        'page', v_page,
        'pageSize', v_page_size,
        'totalPages', pg_catalog.ceil(v_total::numeric / v_page_size)::integer
      )
    )
  );
end;
$$;
comment on function api.list_campaigns(text, text, text, timestamptz) is
  'Lists the campaigns that have not run, and a page of those that ran or were cancelled, the newest first, with '
  'their results. p_search limits the list to campaigns whose title or text has these words. OT010: page or pageSize '
  'is out of bounds.';
grant execute on function api.list_campaigns(text, text, text, timestamptz) to outlier_executor;
