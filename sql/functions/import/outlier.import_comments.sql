create or replace function outlier.import_comments(p_now timestamptz default now())
returns void
language plpgsql
volatile
set search_path = ''
as $$
begin
  delete from outlier.import_report as r
  where r.source_table in ('comments', 'comments_mentions', 'tasks_assignees');
  insert into outlier.comments as here (
    id, conversation_id, user_id, body, is_task, task_completed_at, attachment, created_at, updated_at
  )
  select
    m.id, c.id, u.id, m.body, coalesce(m.is_task, false), m.task_completed_at,
    case when m.attachment <> '' then coalesce(outlier.parse_json(m.attachment), pg_catalog.to_jsonb(m.attachment)) end,
    coalesce(m.created_at, p_now), coalesce(m.task_completed_at, m.created_at, p_now)
  from pg_temp.import_comments as m
  inner join outlier.conversations as c on c.id = m.conversation_id
  left join outlier.users as u on u.id = m.user_id
  order by m.id
  on conflict (id) do update
  set task_completed_at = excluded.task_completed_at, updated_at = excluded.updated_at
  where here.task_completed_at is null and excluded.task_completed_at is not null;
  -- The source does not store the position of a mention in the text.
  insert into outlier.comments_mentions (comment_id, user_id, team_id, starts_at, length)
  select distinct c.id, u.id, t.id, 0, 0
  from pg_temp.import_comments_mentions as m
  inner join outlier.comments as c on c.id = m.comment_id
  left join outlier.users as u on u.id = m.user_id
  left join outlier.teams as t on t.id = m.team_id
  where num_nonnulls(u.id, t.id) > 0
    and not exists (
      select
      from outlier.comments_mentions as known
      where known.comment_id = c.id
        and known.user_id is not distinct from u.id
        and known.team_id is not distinct from t.id
    )
  order by c.id, u.id, t.id;
  insert into outlier.tasks_assignees (comment_id, user_id)
  select distinct c.id, u.id
  from pg_temp.import_tasks_assignees as a
  inner join outlier.comments as c on c.id = a.comment_id
  inner join outlier.users as u on u.id = a.user_id
  order by c.id, u.id
  on conflict do nothing;

  insert into outlier.import_report (source_table, source_key, kind, why)
  select 'comments', m.id::text, 'orphan', 'The conversation does not exist in the source. The comment was left out.'
  from pg_temp.import_comments as m
  where not exists (select from outlier.conversations as c where c.id = m.conversation_id)
  order by m.id;
  insert into outlier.import_report (source_table, source_key, kind, why)
  select
    'comments_mentions', m.id::text, 'orphan', 'The comment, or whom it mentions, does not exist. The row was left out.'
  from pg_temp.import_comments_mentions as m
  where not exists (select from outlier.comments as c where c.id = m.comment_id)
    or (
      m.user_id in (select u.id from outlier.users as u) or m.team_id in (select t.id from outlier.teams as t)
    ) is not true
  order by m.id;
  insert into outlier.import_report (source_table, source_key, kind, why)
  select 'tasks_assignees', a.id::text, 'orphan', 'The comment or the user does not exist. The row was left out.'
  from pg_temp.import_tasks_assignees as a
  where not exists (select from outlier.comments as c where c.id = a.comment_id)
    or not exists (select from outlier.users as u where u.id = a.user_id)
  order by a.id;

  perform outlier.record_import(
    'comments',
    (select pg_catalog.count(*) from pg_temp.import_comments),
    (
      select pg_catalog.count(*)
      from pg_temp.import_comments as m
      inner join outlier.comments as here on here.id = m.id
    ),
    (select pg_catalog.count(*) from outlier.import_report as r where r.source_table = 'comments'),
    p_now
  );
  perform outlier.record_import(
    'comments_mentions',
    (select pg_catalog.count(*) from pg_temp.import_comments_mentions),
    (
      select pg_catalog.count(*)
      from pg_temp.import_comments_mentions as m
      where exists (
        select
        from outlier.comments_mentions as here
        where here.comment_id = m.comment_id
          and (here.user_id = m.user_id or here.team_id = m.team_id)
      )
    ),
    (select pg_catalog.count(*) from outlier.import_report as r where r.source_table = 'comments_mentions'),
    p_now
  );
  perform outlier.record_import(
    'tasks_assignees',
    (select pg_catalog.count(*) from pg_temp.import_tasks_assignees),
    (
      select pg_catalog.count(*)
      from pg_temp.import_tasks_assignees as a
      inner join outlier.tasks_assignees as here on here.comment_id = a.comment_id and here.user_id = a.user_id
    ),
    (select pg_catalog.count(*) from outlier.import_report as r where r.source_table = 'tasks_assignees'),
    p_now
  );
end;
$$;
comment on function outlier.import_comments(timestamptz) is
  'Imports the team''s comments and tasks with their mentions and assignees.';
