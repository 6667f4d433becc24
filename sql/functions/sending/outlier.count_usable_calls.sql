-- Leave at least one call to the other messages. With a limit of one call, a reserve would keep them from ever being
-- sent.
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
  'Returns how many of p_limit calls of a quota may be made. Urgent messages, answers to people and tests may use all '
  'of them. Other messages may use all but settings.urgent_reserve percent, and at least one. Quotas that carry no '
  'texts have no reserve.';
-- Views call this function with the rights of the user who reads them.
grant execute on function outlier.count_usable_calls(boolean, integer, text) to outlier_reader;
