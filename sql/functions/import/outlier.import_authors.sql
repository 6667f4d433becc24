-- Several spellings of a number become one person. An opt-out or exclusion of one spelling counts for all of them. A
-- number that cannot be read is not imported. It may stand for another number: +3135550111 is probably a Detroit number
-- without its 1. If the person with the unreadable number has opted out or is excluded, that other number gets the same
-- flags, so that Outlier does not text it.
create or replace function outlier.import_authors(p_now timestamptz default now())
returns void
language plpgsql
volatile
set search_path = ''
as $$
declare
  v_opted_out text[];
  v_phone_number text;
begin
  delete from outlier.import_report as r where r.source_table = 'authors';
  insert into pg_temp.import_numbers (raw, phone_number, note)
  select a.phone_number, n.phone_number, n.note
  from pg_temp.import_authors as a
  cross join lateral outlier.read_phone_number(a.phone_number) as n
  on conflict (raw) do nothing;
  analyze pg_temp.import_numbers;

  insert into pg_temp.import_people (
    phone_number, name, email, zipcode, unsubscribed, exclude, added_via_file_upload, created_at, updated_at, spellings
  )
  select
    spelled.number,
    (
      pg_catalog.array_agg(spelled.name order by spelled.raw = spelled.number desc, spelled.updated_at desc nulls last)
        filter (where spelled.name is not null)
    )[1],
    (
      pg_catalog.array_agg(spelled.email order by spelled.raw = spelled.number desc, spelled.updated_at desc nulls last)
        filter (where spelled.email is not null)
    )[1],
    (
      pg_catalog.array_agg(
        spelled.zipcode order by spelled.raw = spelled.number desc, spelled.updated_at desc nulls last
      )
        filter (where spelled.zipcode is not null)
    )[1],
    pg_catalog.bool_or(spelled.unsubscribed),
    pg_catalog.bool_or(spelled.exclude),
    pg_catalog.bool_and(spelled.added_via_file_upload),
    coalesce(pg_catalog.min(spelled.created_at), p_now),
    coalesce(pg_catalog.max(greatest(spelled.updated_at, spelled.created_at)), p_now),
    pg_catalog.array_agg(spelled.raw order by spelled.raw)
  from (
    select
      a.phone_number as raw, n.phone_number as number, a.name,
      pg_catalog.left(nullif(pg_catalog.btrim(a.email), ''), 320) as email,
      pg_catalog.left(nullif(pg_catalog.btrim(a.zipcode), ''), 20) as zipcode,
      coalesce(a.unsubscribed, false) as unsubscribed,
      coalesce(a.exclude, true) as exclude, coalesce(a.added_via_file_upload, false) as added_via_file_upload,
      a.created_at, a.updated_at
    from pg_temp.import_authors as a
    inner join pg_temp.import_numbers as n on n.raw = a.phone_number and n.phone_number is not null
    union all
    select
      a.phone_number, pg_catalog.substring(n.note, E'Did you mean (\\+1[0-9]{10})\\?'), null, null, null,
      coalesce(a.unsubscribed, false), coalesce(a.exclude, true), true, a.created_at, a.updated_at
    from pg_temp.import_authors as a
    inner join pg_temp.import_numbers as n on n.raw = a.phone_number and n.phone_number is null
    where n.note ~ E'Did you mean \\+1[0-9]{10}\\?'
      and (a.unsubscribed or a.exclude is not false)
  ) as spelled
  where spelled.number not in (select own.phone_number from outlier.sending_numbers as own)
  group by spelled.number;
  analyze pg_temp.import_people;

  insert into outlier.import_report (source_table, source_key, phone_number, kind, why)
  select
    'authors', a.phone_number, pg_catalog.substring(n.note, E'Did you mean (\\+1[0-9]{10})\\?'), 'unreadable_number',
    pg_catalog.format(
      'The number cannot be read: %s The person was not taken.%s',
      n.note,
      case
        when not (a.unsubscribed or a.exclude is not false) then ''
        when n.note ~ E'Did you mean \\+1[0-9]{10}\\?' then
          ' They are not to be texted there, so the number that this one probably means is barred here.'
        else ' They are not to be texted there. Bar them by hand if you know the number.'
      end
    )
  from pg_temp.import_authors as a
  inner join pg_temp.import_numbers as n on n.raw = a.phone_number and n.phone_number is null
  order by a.phone_number;
  insert into outlier.import_report (source_table, source_key, phone_number, kind, why, amount)
  select
    'authors', pg_catalog.array_to_string(p.spellings, ', '), p.phone_number, 'same_person',
    'These numbers are one person. An opt-out or exclusion of one of them counts for all.',
    pg_catalog.cardinality(p.spellings)
  from pg_temp.import_people as p
  where pg_catalog.cardinality(p.spellings) > 1
  order by p.phone_number;
  insert into outlier.import_report (source_table, source_key, phone_number, kind, why)
  select
    'authors', a.phone_number, n.phone_number, 'excluded_by_null',
    'The column exclude is null. The predecessor''s campaigns left such people out, so they are excluded here.'
  from pg_temp.import_authors as a
  inner join pg_temp.import_numbers as n on n.raw = a.phone_number and n.phone_number is not null
  where a.exclude is null
    and n.phone_number not in (select own.phone_number from outlier.sending_numbers as own)
  order by a.phone_number;
  insert into outlier.import_report (source_table, source_key, phone_number, kind, why)
  select 'authors', a.phone_number, n.phone_number, 'changed', n.note
  from pg_temp.import_authors as a
  inner join pg_temp.import_numbers as n on n.raw = a.phone_number
  where n.phone_number is not null and n.note is not null
  order by a.phone_number;
  insert into outlier.import_report (source_table, source_key, phone_number, kind, why)
  select
    'authors', a.phone_number, n.phone_number, 'own_number',
    'This is a number that messages are sent from. It belongs to nobody in the audience, and was left out.'
  from pg_temp.import_authors as a
  inner join pg_temp.import_numbers as n on n.raw = a.phone_number
  where n.phone_number in (select own.phone_number from outlier.sending_numbers as own)
  order by a.phone_number;
  insert into outlier.import_report (source_table, source_key, phone_number, kind, why)
  select
    'authors', a.phone_number, n.phone_number, 'changed',
    'The e-mail address or ZIP code is too long. Only its beginning was taken.'
  from pg_temp.import_authors as a
  inner join pg_temp.import_numbers as n on n.raw = a.phone_number and n.phone_number is not null
  where pg_catalog.char_length(a.email) > 320
    or pg_catalog.char_length(a.zipcode) > 20
  order by a.phone_number;
  insert into outlier.import_report (source_table, phone_number, kind, why)
  select
    'authors', p.phone_number, 'kept',
    case
      when a.unsubscribed and not p.unsubscribed then
        'They have opted out here, and not there. The opt-out stays. Resubscribe them if they asked for it there.'
      else 'They are excluded here, and not there. The exclusion stays.'
    end
  from pg_temp.import_people as p
  inner join outlier.authors as a on a.phone_number = p.phone_number
  where a.unsubscribed and not p.unsubscribed
    or a.exclude and not p.exclude
  order by p.phone_number;

  -- Opt-outs of people who are already here. If a person opted in here after an earlier import brought the opt-out, the
  -- opt-in is newer and counts. import_consent() adds the consent events later, with the messages in which people opted
  -- out.
  select pg_catalog.array_agg(a.phone_number order by a.phone_number) into v_opted_out
  from pg_temp.import_people as p
  inner join outlier.authors as a on a.phone_number = p.phone_number and not a.unsubscribed
  where p.unsubscribed
    and not exists (
      select
      from outlier.consent_events as brought
      inner join outlier.consent_events as later
        on later.phone_number = brought.phone_number
          and later.kind = 'opt_in'
          and later.source <> 'import'
          and later.occurred_at > brought.occurred_at
      where brought.phone_number = p.phone_number
        and brought.kind = 'opt_out'
        and brought.source = 'import'
    );
  perform from outlier.authors as a where a.phone_number = any (v_opted_out) order by a.phone_number for no key update;
  perform pg_catalog.set_config('outlier.consent_is_recorded', 'on', true);
  update outlier.authors as a
  set unsubscribed = true, updated_at = p_now
  where a.phone_number = any (v_opted_out);
  perform pg_catalog.set_config('outlier.consent_is_recorded', 'off', true);
  perform outlier.close_reviews(v_opted_out, 'opt_out', 'import', p_now, p_now);
  for v_phone_number in
    select distinct q.recipient_phone_number
    from outlier.queued_messages as q
    where q.recipient_phone_number = any (v_opted_out)
    order by 1
  loop
    perform outlier.drop_messages_of_person(v_phone_number, null, 'unsubscribed');
  end loop;
  insert into outlier.import_report (source_table, phone_number, kind, why)
  select
    'authors', p.phone_number, 'consent',
    'They opted out there, but opted in here after an earlier import. They stay subscribed.'
  from pg_temp.import_people as p
  inner join outlier.authors as a on a.phone_number = p.phone_number and not a.unsubscribed
  where p.unsubscribed
  order by p.phone_number;
  update outlier.authors as a
  set exclude = true, updated_at = p_now
  from pg_temp.import_people as p
  where p.phone_number = a.phone_number and p.exclude and not a.exclude;
  update outlier.authors as a
  set
    name = coalesce(a.name, p.name),
    email = coalesce(a.email, p.email),
    zipcode = coalesce(a.zipcode, p.zipcode)
  from pg_temp.import_people as p
  where p.phone_number = a.phone_number
    and (
      a.name is null and p.name is not null
      or a.email is null and p.email is not null
      or a.zipcode is null and p.zipcode is not null
    );

  insert into outlier.authors (
    phone_number, name, email, zipcode, unsubscribed, exclude, added_via_file_upload, created_at, updated_at
  )
  select
    p.phone_number, p.name, p.email, p.zipcode, p.unsubscribed, p.exclude, p.added_via_file_upload, p.created_at,
    p.updated_at
  from pg_temp.import_people as p
  order by p.phone_number
  on conflict (phone_number) do nothing;
  analyze outlier.authors;

  perform outlier.record_import(
    'authors',
    (select pg_catalog.count(*) from pg_temp.import_authors),
    (
      select pg_catalog.count(*)
      from pg_temp.import_authors as a
      inner join pg_temp.import_numbers as n on n.raw = a.phone_number
      inner join outlier.authors as here on here.phone_number = n.phone_number
      where n.phone_number not in (select own.phone_number from outlier.sending_numbers as own)
    ),
    (
      select pg_catalog.count(*)
      from outlier.import_report as r
      where r.source_table = 'authors' and r.kind in ('unreadable_number', 'own_number')
    ),
    p_now
  );
end;
$$;
comment on function outlier.import_authors(timestamptz) is
  'Imports people and whether they may be texted. An opt-out or exclusion counts if either side has it.';
