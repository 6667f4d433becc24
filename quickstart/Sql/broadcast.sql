-- Creates the upcoming broadcast if there is none, and makes it due. The next check-and-trigger-broadcast job starts
-- it.
insert into outlier.broadcasts (first_message)
select 'To be written'
where not exists (select from outlier.broadcasts where state = 'scheduled');

update outlier.broadcasts
set
  first_message = 'Hi, this is Outlier. The city votes on new bus routes tonight. Want to know what changes on your street?',
  second_message = 'Here is the map of the new routes: example.org/routes. Any question? Text us back.',
  delay = 10,
  no_users = 120,
  run_at = now()
where state = 'scheduled';

insert into outlier.broadcasts_segments (broadcast_id, segment_id, ratio)
select b.id, s.id, shares.ratio
from (values ('Housing', 40), ('Transit', 30), ('Schools', 20)) as shares (name, ratio)
inner join outlier.audience_segments as s on s.name = shares.name
cross join outlier.broadcasts as b
where b.state = 'scheduled'
on conflict (broadcast_id, segment_id) do update set ratio = excluded.ratio;

select id from outlier.broadcasts where state = 'scheduled';
