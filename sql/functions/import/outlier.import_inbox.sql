-- If Outlier has received a webhook about a conversation, its own data is newer and stays.
create or replace function outlier.import_inbox(p_now timestamptz default now())
returns void
language plpgsql
volatile
set search_path = ''
as $$
begin
  delete from outlier.import_report as r
  where r.source_table in (
    'conversations_users', 'conversations_assignees', 'conversation_history', 'conversations_assignees_history'
  );
  insert into outlier.conversations_users as here (
    conversation_id, user_id, unassigned, closed, archived, trashed, junked, assigned, flagged, snoozed
  )
  select distinct on (cu.conversation_id, cu.user_id)
    cu.conversation_id, cu.user_id, coalesce(cu.unassigned, false), coalesce(cu.closed, false),
    coalesce(cu.archived, false), coalesce(cu.trashed, false), coalesce(cu.junked, false), coalesce(cu.assigned, false),
    coalesce(cu.flagged, false), coalesce(cu.snoozed, false)
  from pg_temp.import_conversations_users as cu
  inner join outlier.conversations as c on c.id = cu.conversation_id and c.heard_at is null
  inner join outlier.users as u on u.id = cu.user_id
  order by cu.conversation_id, cu.user_id
  on conflict (conversation_id, user_id) do update
  set
    unassigned = excluded.unassigned, closed = excluded.closed, archived = excluded.archived,
    trashed = excluded.trashed, junked = excluded.junked, assigned = excluded.assigned, flagged = excluded.flagged,
    snoozed = excluded.snoozed
  where row(
    here.unassigned, here.closed, here.archived, here.trashed, here.junked, here.assigned, here.flagged, here.snoozed
  ) <> row(
    excluded.unassigned, excluded.closed, excluded.archived, excluded.trashed, excluded.junked, excluded.assigned,
    excluded.flagged, excluded.snoozed
  );

  delete from outlier.conversations_assignees as here
  using outlier.conversations as c
  where c.id = here.conversation_id
    and c.heard_at is null
    and c.id in (select known.id from pg_temp.import_conversations as known)
    and not exists (
      select
      from pg_temp.import_conversations_assignees as ca
      where ca.conversation_id = here.conversation_id and ca.user_id = here.user_id
    );
  insert into outlier.conversations_assignees as here (
    conversation_id, user_id, assigned_at, unassigned, closed, archived, trashed, junked, assigned, flagged, snoozed
  )
  select
    ca.conversation_id, ca.user_id, pg_catalog.min(coalesce(ca.created_at, p_now)),
    pg_catalog.bool_or(coalesce(ca.unassigned, false)), pg_catalog.bool_or(coalesce(ca.closed, false)),
    pg_catalog.bool_or(coalesce(ca.archived, false)), pg_catalog.bool_or(coalesce(ca.trashed, false)),
    pg_catalog.bool_or(coalesce(ca.junked, false)), pg_catalog.bool_or(coalesce(ca.assigned, true)),
    pg_catalog.bool_or(coalesce(ca.flagged, false)), pg_catalog.bool_or(coalesce(ca.snoozed, false))
  from pg_temp.import_conversations_assignees as ca
  inner join outlier.conversations as c on c.id = ca.conversation_id and c.heard_at is null
  inner join outlier.users as u on u.id = ca.user_id
  group by ca.conversation_id, ca.user_id
  order by ca.conversation_id, ca.user_id
  on conflict (conversation_id, user_id) do update
  set
    unassigned = excluded.unassigned, closed = excluded.closed, archived = excluded.archived,
    trashed = excluded.trashed, junked = excluded.junked, assigned = excluded.assigned, flagged = excluded.flagged,
    snoozed = excluded.snoozed
  where row(
    here.unassigned, here.closed, here.archived, here.trashed, here.junked, here.assigned, here.flagged, here.snoozed
  ) <> row(
    excluded.unassigned, excluded.closed, excluded.archived, excluded.trashed, excluded.junked, excluded.assigned,
    excluded.flagged, excluded.snoozed
  );

  -- A time that each later import computes again, so that it finds the change.
  update pg_temp.import_conversation_history as h
  set created_at = c.created_at
  from outlier.conversations as c
  where c.id = h.conversation_id
    and h.created_at is null;
  insert into outlier.conversation_history (conversation_id, change_type, team_id, changed_at)
  select h.conversation_id, words.here, h.team_id, h.created_at
  from pg_temp.import_conversation_history as h
  inner join outlier.conversations as c on c.id = h.conversation_id
  inner join (values
    ('conversation_closed', 'closed'), ('conversation_reopened', 'reopened'), ('team_change', 'team_change'),
    ('conversation_assignee_change', 'assignee_change')
  ) as words (there, here) on words.there = h.change_type
  order by h.id
  on conflict (conversation_id, changed_at, change_type) do nothing;

  insert into outlier.import_report (source_table, source_key, kind, why)
  select 'conversations_users', pg_catalog.concat_ws(' ', cu.conversation_id, cu.user_id), 'orphan',
    'The conversation or the user does not exist in the source. The row was left out.'
  from pg_temp.import_conversations_users as cu
  where not exists (select from outlier.conversations as c where c.id = cu.conversation_id)
    or not exists (select from outlier.users as u where u.id = cu.user_id)
  order by cu.conversation_id, cu.user_id;
  insert into outlier.import_report (source_table, source_key, kind, why)
  select 'conversations_assignees', ca.id::text, 'orphan',
    'The conversation or the user does not exist in the source. The row was left out.'
  from pg_temp.import_conversations_assignees as ca
  where not exists (select from outlier.conversations as c where c.id = ca.conversation_id)
    or not exists (select from outlier.users as u where u.id = ca.user_id)
  order by ca.id;
  insert into outlier.import_report (source_table, source_key, kind, why)
  select 'conversation_history', h.id::text, 'orphan',
    'The conversation does not exist in the source. The row was left out.'
  from pg_temp.import_conversation_history as h
  where not exists (select from outlier.conversations as c where c.id = h.conversation_id)
  order by h.id;
  insert into outlier.import_report (source_table, kind, why, amount)
  select
    'conversation_history', 'not_taken',
    pg_catalog.format('Outlier keeps no change of the type %s.', coalesce(h.change_type, 'null')), pg_catalog.count(*)
  from pg_temp.import_conversation_history as h
  inner join outlier.conversations as c on c.id = h.conversation_id
  where coalesce(h.change_type, '') not in (
    'conversation_closed', 'conversation_reopened', 'team_change', 'conversation_assignee_change'
  )
  group by h.change_type
  order by h.change_type;
  -- A row in the source names a change, but no user. If a change is already here, all of its rows are here.
  insert into pg_temp.import_assignee_changes (id, conversation_id, history_id)
  select ah.id, here.conversation_id, here.id as history_id
  from pg_temp.import_conversations_assignees_history as ah
  inner join pg_temp.import_conversation_history as h on h.id = ah.conversation_history_id
  inner join outlier.conversation_history as here
    on here.conversation_id = h.conversation_id
      and here.changed_at = h.created_at
      and here.change_type = 'assignee_change'
  where h.change_type = 'conversation_assignee_change';
  insert into outlier.conversations_assignees_history (
    conversation_id, conversation_history_id, unassigned, closed, archived, trashed, junked, assigned, flagged, snoozed,
    changed_at
  )
  select
    c.conversation_id, c.history_id, coalesce(ah.unassigned, false), coalesce(ah.closed, false),
    coalesce(ah.archived, false), coalesce(ah.trashed, false), coalesce(ah.junked, false),
    coalesce(ah.assigned, false), coalesce(ah.flagged, false), coalesce(ah.snoozed, false),
    coalesce(ah.created_at, p_now)
  from pg_temp.import_conversations_assignees_history as ah
  inner join pg_temp.import_assignee_changes as c on c.id = ah.id
  where not exists (
    select from outlier.conversations_assignees_history as known where known.conversation_history_id = c.history_id
  )
  order by ah.id;
  insert into outlier.import_report (source_table, source_key, kind, why)
  select
    'conversations_assignees_history', ah.id::text, 'orphan',
    'The change of assignees that the row belongs to does not exist in the source. The row was left out.'
  from pg_temp.import_conversations_assignees_history as ah
  where ah.id not in (select c.id from pg_temp.import_assignee_changes as c)
  order by ah.id;

  perform outlier.record_import(
    'conversations_users',
    (select pg_catalog.count(*) from pg_temp.import_conversations_users),
    (
      select pg_catalog.count(*)
      from pg_temp.import_conversations_users as cu
      inner join outlier.conversations as c on c.id = cu.conversation_id
      inner join outlier.users as u on u.id = cu.user_id
    ),
    (
      select pg_catalog.count(*) from outlier.import_report as r where r.source_table = 'conversations_users'
    ),
    p_now
  );
  perform outlier.record_import(
    'conversations_assignees',
    (select pg_catalog.count(*) from pg_temp.import_conversations_assignees),
    (
      select pg_catalog.count(*)
      from pg_temp.import_conversations_assignees as ca
      inner join outlier.conversations as c on c.id = ca.conversation_id
      inner join outlier.users as u on u.id = ca.user_id
    ),
    (
      select pg_catalog.count(*) from outlier.import_report as r where r.source_table = 'conversations_assignees'
    ),
    p_now
  );
  perform outlier.record_import(
    'conversation_history',
    (select pg_catalog.count(*) from pg_temp.import_conversation_history),
    (
      select pg_catalog.count(*)
      from pg_temp.import_conversation_history as h
      inner join outlier.conversation_history as here
        on here.conversation_id = h.conversation_id
          and here.changed_at = h.created_at
          and here.change_type = pg_catalog.regexp_replace(h.change_type, '^conversation_', '')
    ),
    coalesce(
      (
        select pg_catalog.sum(r.amount)::bigint
        from outlier.import_report as r
        where r.source_table = 'conversation_history'
      ),
      0
    ),
    p_now
  );
  perform outlier.record_import(
    'conversations_assignees_history',
    (select pg_catalog.count(*) from pg_temp.import_conversations_assignees_history),
    (select pg_catalog.count(*) from pg_temp.import_assignee_changes),
    (
      select pg_catalog.count(*)
      from outlier.import_report as r
      where r.source_table = 'conversations_assignees_history'
    ),
    p_now
  );
end;
$$;
comment on function outlier.import_inbox(timestamptz) is
  'Imports the state of conversations in the users'' inboxes, their assignees, and the history of closing, reopening '
  'and moving them.';
