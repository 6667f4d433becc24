-- This follows the rules of the North American Numbering Plan instead of a list of the area codes in use, because that
-- list changes.
create or replace function outlier.find_number_problem(p_digits text)
returns text
language sql
immutable
strict
as $$
  select case
    when p_digits ~ E'^(.)\\1*$' then 'All its digits are the same.'
    when p_digits ~ '^[01]' then 'An area code does not begin with 0 or 1.'
    when p_digits ~ '^.11' then pg_catalog.format('%s is not an area code.', pg_catalog.left(p_digits, 3))
    when p_digits ~ '^(.9|37|96)'
      then pg_catalog.format('The area code %s is not in use.', pg_catalog.left(p_digits, 3))
    when p_digits ~ '^8(00|22|33|44|55|66|77|88|80|81|82|83|84|85|86|87|89)'
      then 'It is a toll-free number, and belongs to a business.'
    when p_digits ~ '^900' then 'It is a premium number, and belongs to a business.'
    when p_digits ~ '^...[01]' then
      pg_catalog.format('The three digits after the area code do not begin with %s.', pg_catalog.substr(p_digits, 4, 1))
  end;
$$;
comment on function outlier.find_number_problem(text) is
  'Returns why ten digits cannot be the phone number of a person in North America. Null: they can be one. Source: '
  'North American Numbering Plan.';
