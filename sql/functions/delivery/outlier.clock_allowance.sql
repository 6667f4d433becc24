-- If the allowance is too wide, a text may not be sent. If it is too narrow, a text may be sent twice. A clock that
-- was corrected was wrong for earlier events, so all measurements since p_since count and not only the latest. The
-- function is PL/pgSQL, which keeps its plan, because claims call it for each follow-up.
create or replace function outlier.clock_allowance(
  p_service text,
  p_since timestamptz,
  out behind interval,
  out ahead interval
)
language plpgsql
stable
set search_path = ''
as $$
begin
  select
    s.clock_margin + greatest(interval '0', -pg_catalog.min(measured.lowest)),
    greatest(interval '0', pg_catalog.max(measured.highest))
  into behind, ahead
  from outlier.settings as s
  left join (
    select c.lowest, c.highest
    from outlier.clock_offsets as c
    where c.service = p_service
      and c.hour >= pg_catalog.date_trunc('hour', p_since, 'UTC') - interval '1 hour'
    union all
    -- Add the latest measurement, because there may be none since p_since.
    select last.lowest, last.highest
    from (
      select c.lowest, c.highest
      from outlier.clock_offsets as c
      where c.service = p_service
      order by c.hour desc
      limit 1
    ) as last
  ) as measured on true
  group by s.clock_margin;
end;
$$;
comment on function outlier.clock_allowance(text, timestamptz) is
  'Returns how far the time that a service reports for an event at p_since or later may be behind or ahead of ours. '
  'Uses the measurements since then. behind includes settings.clock_margin.';
