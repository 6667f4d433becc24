-- A newsroom with 200 people. A broadcast must skip 40 of them. This file can run again: it keeps what people have
-- changed.
update outlier.settings
set
  organization_id = '16ead38e-0348-4564-9b8a-5085be988669',
  sending_phone_number = '+13135550100',
  -- No gap, so that the sample can run again immediately. The default is two hours.
  broadcast_gap = interval '0',
  -- No limit. The default is three texts a day.
  max_texts_per_day = null;

-- The sample must work at any hour, so contact hours are open all day. The exception is Hawaii, where they are closed
-- all day today. docs/explanation/contact-hours.md lists the hours that apply outside the sample.
delete from outlier.contact_hours where state is not null;
update outlier.contact_hours set opens = '00:00', closes = '24:00';
insert into outlier.contact_hours (state, weekday, opens, closes, source, checked_on)
select
  'HI', weekday, '09:00', case when weekday = extract(isodow from now() at time zone 'Pacific/Honolulu') then time '09:00' else '20:00' end,
  'the sample', current_date
from generate_series(1, 7) as weekday;

create temporary table sample_people on commit drop as
select
  n,
  '+1' || (array['248', '734'])[n / 100 + 1] || '55501' || lpad((n % 100)::text, 2, '0') as phone_number,
  (array['Ada', 'Ben', 'Carla', 'Dev', 'Elena', 'Farid', 'Grace', 'Hugo', 'Imani', 'Jonas'])[n % 10 + 1] || ' '
    || (array['Abbott', 'Brown', 'Cruz', 'Diaz', 'Evans', 'Flores', 'Green', 'Hill', 'Iqbal', 'Jones',
      'Khan', 'Lewis', 'Moore', 'Nguyen', 'Ortiz', 'Price', 'Quinn', 'Reed', 'Shah', 'Young'])[n / 10 + 1] as name,
  md5('conversation ' || n)::uuid as conversation_id
from generate_series(0, 199) as people (n);

insert into outlier.authors (phone_number, name, unsubscribed, exclude, added_via_file_upload)
select phone_number, name, n % 15 = 3, n % 15 = 8, n % 15 = 13
from sample_people
on conflict (phone_number) do nothing;

insert into outlier.labels (id, name)
select md5('label ' || name)::uuid, name
from (values ('Housing'), ('Transit'), ('Schools')) as topics (name)
on conflict (id) do nothing;

insert into outlier.conversations (id, subject)
select conversation_id, name from sample_people
on conflict (id) do nothing;

insert into outlier.conversations_authors (conversation_id, author_phone_number)
select conversation_id, phone_number from sample_people
on conflict do nothing;

-- Every third, fourth and fifth person has a label. Many have several, because people care about more than one topic.
insert into outlier.conversations_labels (conversation_id, label_id)
select people.conversation_id, md5('label ' || topics.name)::uuid
from sample_people as people
inner join (values ('Housing', 3), ('Transit', 4), ('Schools', 5)) as topics (name, every) on people.n % topics.every = 0
on conflict do nothing;

insert into outlier.audience_segments (name, query, description)
select
  topics.name,
  format(
    'select ca.author_phone_number as phone_number
from conversations_labels as cl
inner join labels as l on l.id = cl.label_id
inner join conversations_authors as ca on ca.conversation_id = cl.conversation_id
where l.name = %L
  and not cl.is_archived
order by ca.author_phone_number',
    topics.name),
  topics.description
from (values
  (1, 'Housing', 'Asked about rent, repairs or evictions.'),
  (2, 'Transit', 'Asked about buses and roads.'),
  (3, 'Schools', 'Asked about schools.')
) as topics (place, name, description)
order by topics.place
on conflict (name) do nothing;

insert into outlier.audience_segments (name, query, description)
values (
  'Inactive',
  'select a.phone_number
from authors as a
where not exists (
  select
  from conversations_authors as ca
  inner join conversations_labels as cl on cl.conversation_id = ca.conversation_id
  where ca.author_phone_number = a.phone_number
    and not cl.is_archived
)
order by a.phone_number',
  'Has not asked about anything; fills what the others leave of a batch.')
on conflict (name) do nothing;

insert into outlier.broadcast_settings (mon, wed, fri)
values ('10:00', '10:00', '16:30')
on conflict do nothing;
