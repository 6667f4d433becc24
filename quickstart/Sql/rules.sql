-- Texts three people. Only one of them may be texted now. The second is outside contact hours. The third has already
-- had two texts today, and this file sets the limit to two.
update outlier.settings set max_texts_per_day = 2;

insert into outlier.authors (phone_number, name)
values ('+18085550190', 'Kai Akana')
on conflict (phone_number) do nothing;

insert into outlier.campaign_personalized_recipients (phone_number, message)
values ('+18085550190', 'Good morning. The bus to the harbor runs again.')
union all
(
  select s.recipient_phone_number, 'The vote is over: the new routes start in May.'
  from outlier.message_statuses as s
  inner join outlier.authors as a on a.phone_number = s.recipient_phone_number
  where s.created_at > now() - interval '1 hour'
    and not a.unsubscribed
  group by s.recipient_phone_number
  having count(*) >= 2
  order by s.recipient_phone_number
  limit 1
)
union all
(
  select a.phone_number, 'The vote is over: the new routes start in May.'
  from outlier.authors as a
  where not a.unsubscribed
    and not a.exclude
    and a.last_texted_at is null
    and a.phone_number <> '+18085550190'
  order by a.phone_number
  limit 1
);
