create or replace function outlier.import_conversations_authors(p_now timestamptz default now())
returns void
language plpgsql
volatile
set search_path = ''
as $$
begin
  delete from outlier.import_report as r where r.source_table = 'conversations_authors';
  perform outlier.read_import_numbers(array(
    select distinct ca.author_phone_number
    from pg_temp.import_conversations_authors as ca
    where not exists (select from pg_temp.import_numbers as n where n.raw = ca.author_phone_number)
  ));
  insert into outlier.conversations_authors (conversation_id, author_phone_number)
  select distinct c.id, a.phone_number
  from pg_temp.import_conversations_authors as ca
  inner join pg_temp.import_numbers as n on n.raw = ca.author_phone_number
  inner join outlier.conversations as c on c.id = ca.conversation_id
  inner join outlier.authors as a on a.phone_number = n.phone_number
  where n.phone_number not in (select own.phone_number from outlier.sending_numbers as own)
  order by c.id, a.phone_number
  on conflict do nothing;
  analyze outlier.conversations_authors;

  insert into outlier.import_report (source_table, source_key, phone_number, kind, why)
  select
    'conversations_authors',
    pg_catalog.concat_ws(' ', ca.conversation_id, ca.author_phone_number),
    n.phone_number,
    case when c.id is not null and n.phone_number is null then 'unreadable_number' else 'orphan' end,
    case
      when c.id is null then 'The conversation does not exist in the source. The row was left out.'
      when n.phone_number is null then 'The number cannot be read. The conversation was taken without this person.'
      else 'The person does not exist in the source. The conversation was taken without them.'
    end
  from pg_temp.import_conversations_authors as ca
  left join pg_temp.import_numbers as n on n.raw = ca.author_phone_number
  left join outlier.conversations as c on c.id = ca.conversation_id
  left join outlier.authors as a on a.phone_number = n.phone_number
  where (c.id is null or a.phone_number is null)
    and (n.phone_number in (select own.phone_number from outlier.sending_numbers as own)) is not true
  order by ca.conversation_id, ca.author_phone_number;
  insert into outlier.import_report (source_table, kind, why, amount)
  select
    'conversations_authors', 'own_number',
    'These rows list a number that messages are sent from as a person of a conversation. They were left out.',
    pg_catalog.count(*)
  from pg_temp.import_conversations_authors as ca
  inner join pg_temp.import_numbers as n on n.raw = ca.author_phone_number
  where n.phone_number in (select own.phone_number from outlier.sending_numbers as own)
  having pg_catalog.count(*) > 0;
  perform outlier.record_import(
    'conversations_authors',
    (select pg_catalog.count(*) from pg_temp.import_conversations_authors),
    (
      select pg_catalog.count(*)
      from pg_temp.import_conversations_authors as ca
      inner join pg_temp.import_numbers as n on n.raw = ca.author_phone_number
      inner join outlier.conversations_authors as here
        on here.conversation_id = ca.conversation_id and here.author_phone_number = n.phone_number
      where n.phone_number not in (select own.phone_number from outlier.sending_numbers as own)
    ),
    coalesce(
      (
        select pg_catalog.sum(r.amount)::bigint
        from outlier.import_report as r
        where r.source_table = 'conversations_authors'
      ),
      0
    ),
    p_now
  );
end;
$$;
comment on function outlier.import_conversations_authors(timestamptz) is
  'Imports the people of each conversation, without our own numbers.';
