-- Too wide costs a text, too narrow sends one twice. A clock that is set right again was wrong for what happened
-- before, so that all that was measured since counts, and not the latest alone. In PL/pgSQL, which keeps its plan:
-- claims ask for each follow-up.
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
    -- Nothing was heard since: the last that was.
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
  'How far a time that a service tells of something at or after p_since may lie behind or ahead of ours: what was '
  'measured since, and settings.clock_margin.';
