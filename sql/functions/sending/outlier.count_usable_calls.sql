-- A limit of one call has no reserve: the other messages would never be sent.
create or replace function outlier.count_usable_calls(p_is_urgent boolean, p_limit integer, p_quota text)
returns integer
language plpgsql
stable
strict
set search_path = ''
as $$
begin
  return (
    select case
      when p_is_urgent then p_limit
      when exists (
        select from outlier.tokens as t
        where t.quota = p_quota
          and t.name in ('first_messages', 'second_messages', 'general')
      ) then
        greatest(1, p_limit - (
          select pg_catalog.ceil(p_limit * s.urgent_reserve / 100.0)::integer from outlier.settings as s
        ))
      else p_limit
    end
  );
end;
$$;
comment on function outlier.count_usable_calls(boolean, integer, text) is
  'How many of the calls of a limit of a quota may be made: all for urgent messages, answers to people and tests; for '
  'others all but settings.urgent_reserve percent, and one at least. Quotas that carry no texts have no reserve.';
-- Views call it with their reader's rights.
grant execute on function outlier.count_usable_calls(boolean, integer, text) to outlier_reader;
