create or replace function api.find_people(p_conversation text)
returns jsonb
language plpgsql
stable
security definer
set search_path = ''
as $$
begin
  if not outlier.is_uuid(p_conversation) then
    raise exception using
      errcode = 'OT010',
      message = pg_catalog.format(
        'conversation must be the id of a conversation in Missive, not "%s"',
        outlier.mask_value(coalesce(p_conversation, ''))
      ),
      hint = 'Give an id such as 0e72038c-52f1-4e3b-9705-26b8d6c0b818.';
  end if;
  return coalesce(
    (
      select pg_catalog.jsonb_agg(
        pg_catalog.jsonb_build_object(
          'phoneNumber', a.phone_number,
          'name', a.name,
          'isUnsubscribed', a.unsubscribed,
          'isExcluded', a.exclude
        )
        order by a.phone_number
      )
      from outlier.conversations as c
      inner join outlier.conversations_authors as ca on ca.conversation_id = coalesce(c.merged_into, c.id)
      inner join outlier.authors as a on a.phone_number = ca.author_phone_number
      where c.id = p_conversation::uuid
        and not outlier.is_own_number(a.phone_number)
    ),
    '[]'
  );
end;
$$;
comment on function api.find_people(text) is
  'Lists the people of a conversation, by its id in Missive. [] if the conversation is unknown, or no participant has '
  'a number. OT010: the value is no id.';
grant execute on function api.find_people(text) to outlier_executor;
