-- After any change that an administrator makes to a mirror table, authors_labels is correct, or the change is refused.
begin;
select plan(24);
select test.settings();
select test.label('A'), test.label('B');
create function pg_temp.id(p_name text) returns uuid language sql as $$ select md5('label ' || p_name)::uuid $$;
create function pg_temp.carried() returns text[] language sql as $$
  select coalesce(
    array_agg(
      l.name || right(al.author::text, 2) || case
        when al.since <> test.monday() then ' since ' || al.since - test.monday()
        else ''
      end order by l.name,
      al.author
    ),
    '{}'
  )
  from outlier.authors_labels as al
  left join outlier.labels as l on l.id = al.label_id
$$;
create function pg_temp.is_true() returns boolean language sql as $$
  select not exists (
    select
    from (
      select cl.label_id, substr(ca.author_phone_number, 2)::bigint as author, max(cl.created_at) as since
      from outlier.conversations_labels as cl
      inner join outlier.conversations_authors as ca using (conversation_id)
      where not cl.is_archived
      group by 1, 2
    ) as actual
    full join outlier.authors_labels as al using (label_id, author, since)
    where actual is null or al is null
  )
$$;
-- Persons 0, 1 and 2 have label A. Persons 1 and 2 share a conversation.
select test.give_label(pg_temp.id('A'), 0, 2, test.monday());
insert into outlier.conversations_authors select test.conversation(1), test.author(test.number(2));
select is(pg_temp.carried(), array['A00', 'A01', 'A02'], 'three people carry a label');
savepoint fresh;

update outlier.conversations_labels set label_id = pg_temp.id('B') where conversation_id = test.conversation(1);
select is(pg_temp.carried(), array['A00', 'B01', 'B02'], 'a row that gets another label: people carry that one');
update outlier.conversations_labels
set label_id = case label_id when pg_temp.id('A') then pg_temp.id('B') else pg_temp.id('A') end;
select is(pg_temp.carried(), array['A01', 'A02', 'B00'], 'also where labels are exchanged');
rollback to fresh;
insert into outlier.conversations_labels (conversation_id, label_id, created_at)
values (test.conversation(5), pg_temp.id('A'), test.monday('1 day'));
insert into outlier.conversations_authors values (test.conversation(5), test.number(1));
select is(
  pg_temp.carried(), array['A00', 'A01 since 1 day', 'A02', 'A05 since 1 day'], 'a later label of another conversation'
);
update outlier.conversations_labels set label_id = pg_temp.id('B') where conversation_id = test.conversation(5);
select is(
  pg_temp.carried(), array['A00', 'A01', 'A02', 'B01 since 1 day', 'B05 since 1 day'],
  'what others still have of the old label stays'
);
rollback to fresh;
select test.conversation(6);
update outlier.conversations_labels
set conversation_id = test.conversation(6)
where conversation_id = test.conversation(1);
select is(pg_temp.carried(), array['A00', 'A06'], 'a row that is moved to another conversation: those people carry it');
rollback to fresh;
update outlier.conversations_labels
set created_at = test.monday('2 days'), is_archived = conversation_id = test.conversation(1);
select is(pg_temp.carried(), array['A00 since 2 days'], 'times and archived ones, as ever');
update outlier.conversations_labels set is_archived = false;
select ok(pg_temp.is_true(), 'and back');
rollback to fresh;

select test.conversation(6);
update outlier.conversations_authors
set conversation_id = test.conversation(6)
where author_phone_number = test.number(2);
select is(pg_temp.carried(), array['A00', 'A01'], 'somebody who is moved to another conversation loses its labels');
update outlier.conversations_authors
set conversation_id = test.conversation(0)
where author_phone_number = test.number(2);
select is(pg_temp.carried(), array['A00', 'A01', 'A02'], 'and gets those of the next');
rollback to fresh;
select test.author(test.number(7));
update outlier.conversations_authors
set author_phone_number = test.number(7)
where author_phone_number = test.number(2);
select is(pg_temp.carried(), array['A00', 'A01', 'A07'], 'a conversation that is given to somebody else');
rollback to fresh;
update outlier.authors set phone_number = test.number(7) where phone_number = test.number(2);
select is(pg_temp.carried(), array['A00', 'A01', 'A07'], 'somebody who gets another number');
delete from outlier.authors where phone_number in (test.number(0), test.number(7));
select is(pg_temp.carried(), array['A01'], 'or is deleted');
rollback to fresh;
delete from outlier.labels;
select is(pg_temp.carried(), '{}', 'a label that is deleted');
rollback to fresh;
delete from outlier.conversations where id = test.conversation(1);
select is(pg_temp.carried(), array['A00'], 'a conversation that is deleted');
rollback to fresh;

truncate outlier.conversations_labels;
select is(pg_temp.carried(), '{}', 'labels that are truncated are nobody''s');
select test.give_label(pg_temp.id('B'), 0, 2, test.monday());
select is(pg_temp.carried(), array['B00', 'B01', 'B02'], 'and new ones count');
rollback to fresh;
truncate outlier.conversations_authors;
select is(pg_temp.carried(), '{}', 'so with who takes part');
rollback to fresh;
truncate outlier.authors cascade;
select is(pg_temp.carried(), '{}', 'with the authors themselves');
rollback to fresh;
truncate outlier.labels cascade;
select is(pg_temp.carried(), '{}', 'and with labels, as far as cascade reaches');
rollback to fresh;

-- Tables that "truncate … cascade" would empty without a warning.
insert into outlier.consent_events (phone_number, kind, source) values (test.number(0), 'opt_out', 'sql');
create function pg_temp.refuses(p_table text, p_named text) returns text language sql as $$
  select throws_ok(
    format('truncate outlier.%I cascade', p_table), 'OT010',
    format(
      'outlier.%s cannot be truncated, not even with "cascade": Outlier keeps records and statistics in it',
      p_named
    ),
    format('truncate %s is refused: it would empty %s', p_table, p_named)
  )
$$;
select pg_temp.refuses('conversations', 'consent_events');
select pg_temp.refuses('users', 'unsubscribed_messages');
select pg_temp.refuses('recipients', 'recipients');
select pg_temp.refuses('message_statuses', 'message_statuses');
select * from finish();
rollback;
