-- These rows stand in nearly every event. They are only written, and so only locked, where something is new: otherwise
-- all webhooks would take turns on the organization. Always in this order and by id, so that no two wait for each
-- other.
create or replace function outlier.mirror_references(p_event jsonb, p_now timestamptz)
returns void
language plpgsql
volatile
set search_path = ''
as $$
declare
  v_conversation jsonb := p_event -> 'conversation';
  v_comment jsonb := p_event -> 'comment';
  v_labels jsonb := outlier.json_array(v_conversation -> 'shared_labels');
  v_mentions jsonb := outlier.json_array(v_comment -> 'mentions');
  v_people jsonb := outlier.json_array(v_conversation -> 'users') || outlier.json_array(v_conversation -> 'assignees')
    || outlier.json_array(v_comment #> '{task,assignees}') || pg_catalog.jsonb_build_array(
      v_comment -> 'author', p_event #> '{message,author}'
    );
begin
  -- Nearly always everything is known, and three looks tell. They may only miss what was known: then each is looked at
  -- below.
  if v_mentions = '[]'
    and not exists (
      select
      from (
        select
          outlier.json_id(v_conversation -> 'organization') as organization_id,
          outlier.json_text(v_conversation #> '{organization,name}') as organization,
          outlier.json_id(v_conversation -> 'team') as team_id,
          outlier.json_text(v_conversation #> '{team,name}') as team,
          outlier.json_id(v_conversation #> '{team,organization}') as organization_of_team,
          outlier.json_id(p_event -> 'rule') as rule_id,
          outlier.json_text(p_event #> '{rule,description}') as rule,
          outlier.json_text(p_event #> '{rule,type}') as rule_type
        offset 0
      ) as e
      left join outlier.organizations as o on o.id = e.organization_id
      left join outlier.teams as t on t.id = e.team_id
      left join outlier.rules as r on r.id = e.rule_id
      where (o.id is null and e.organization_id is not null)
        or o.name is distinct from coalesce(e.organization, o.name)
        or (t.id is null and coalesce(e.team_id, e.organization_of_team) is not null)
        or t.name is distinct from coalesce(e.team, t.name)
        or t.organization_id is distinct from coalesce(e.organization_of_team, t.organization_id)
        or (r.id is null and e.rule_id is not null)
        or r.description is distinct from coalesce(e.rule, r.description)
        or r.type is distinct from coalesce(e.rule_type, r.type)
    )
    and not exists (
      select
      from (
        select outlier.json_id(one.person) as id, one.person
        from pg_catalog.jsonb_array_elements(v_people) as one (person) offset 0
      ) as u
      left join outlier.users as k on k.id = u.id
      where u.id is not null
        and (
          k.id is null
          or k.name is distinct from coalesce(outlier.json_text(u.person -> 'name'), k.name)
          or k.email is distinct from coalesce(outlier.json_text(u.person -> 'email'), k.email)
          or k.avatar_url is distinct from coalesce(outlier.json_text(u.person -> 'avatar_url'), k.avatar_url)
        )
    )
    and not exists (
      select
      from pg_catalog.jsonb_array_elements(v_labels) as l (label)
      left join outlier.labels as k on k.id = outlier.json_id(l.label)
      where k.id is null
        or k.name is distinct from l.label ->> 'name'
        or k.parent is distinct from outlier.json_id(l.label -> 'parent')
        or k.organization_id is distinct from coalesce(outlier.json_id(l.label -> 'organization'), k.organization_id)
        or k.name_with_parent_names is distinct from coalesce(
          l.label ->> 'name_with_parent_names', k.name_with_parent_names
        )
        or k.color is distinct from coalesce(l.label ->> 'color', k.color)
        or k.visibility is distinct from coalesce(l.label ->> 'visibility', k.visibility)
        or k.share_with_organization is distinct from coalesce(
          nullif(l.label -> 'share_with_organization', 'null') = 'true', k.share_with_organization
        )
    )
  then
    return;
  end if;

  -- "offset 0" reads each value out of the JSON once.
  insert into outlier.organizations as known (id, name, created_at, updated_at)
  select distinct on (o.id) o.id, o.name, p_now, p_now
  from (
    select
      outlier.json_id(v_conversation -> 'organization') as id,
      outlier.json_text(v_conversation #> '{organization,name}') as name
    union all
    select outlier.json_id(v_conversation #> '{team,organization}'), null
    union all
    select outlier.json_id(l.label -> 'organization'), null from pg_catalog.jsonb_array_elements(v_labels) as l (label)
    offset 0
  ) as o
  where o.id is not null
    and not exists (
      select from outlier.organizations as k where k.id = o.id
        and (o.name is null or k.name = o.name or k.updated_at > p_now)
    )
  order by o.id, o.name nulls last
  on conflict (id) do update set name = coalesce(excluded.name, known.name), updated_at = p_now;

  insert into outlier.teams as known (id, name, organization_id, created_at, updated_at)
  select distinct on (t.id) t.id, t.name, t.organization_id, p_now, p_now
  from (
    select
      outlier.json_id(v_conversation -> 'team') as id,
      outlier.json_text(v_conversation #> '{team,name}') as name,
      outlier.json_id(v_conversation #> '{team,organization}') as organization_id
    union all
    select outlier.json_id(m.mention -> 'team_id'), null, null
    from pg_catalog.jsonb_array_elements(v_mentions) as m (mention)
    offset 0
  ) as t
  where t.id is not null
    and not exists (
      select
      from outlier.teams as k
      where k.id = t.id
        and (
          k.updated_at > p_now
            or (
              (t.name is null or k.name = t.name)
                and (t.organization_id is null or k.organization_id = t.organization_id)
            )
        )
    )
  order by t.id, t.name nulls last
  on conflict (id) do update set
    name = coalesce(excluded.name, known.name),
    organization_id = coalesce(excluded.organization_id, known.organization_id),
    updated_at = p_now;

  insert into outlier.users as known (id, name, email, avatar_url, created_at, updated_at)
  select distinct on (u.id) u.id, u.name, u.email, u.avatar_url, p_now, p_now
  from (
    select
      outlier.json_id(one.person) as id,
      outlier.json_text(one.person -> 'name') as name,
      outlier.json_text(one.person -> 'email') as email,
      outlier.json_text(one.person -> 'avatar_url') as avatar_url
    from pg_catalog.jsonb_array_elements(v_people) as one (person)
    union all
    select outlier.json_id(m.mention -> 'user_id'), null, null, null
    from pg_catalog.jsonb_array_elements(v_mentions) as m (mention)
    offset 0
  ) as u
  where u.id is not null
    and not exists (
      select
      from outlier.users as k
      where k.id = u.id
        and (
          k.updated_at > p_now
          or (
            (u.name is null or k.name = u.name) and (u.email is null or k.email = u.email)
            and (u.avatar_url is null or k.avatar_url = u.avatar_url)
          )
        )
    )
  order by u.id, u.avatar_url nulls last, u.name nulls last
  on conflict (id) do update set
    name = coalesce(excluded.name, known.name),
    email = coalesce(excluded.email, known.email),
    avatar_url = coalesce(excluded.avatar_url, known.avatar_url),
    updated_at = p_now;

  insert into outlier.rules as known (id, description, type, created_at, updated_at)
  select r.id, r.description, r.type, p_now, p_now
  from (
    select
      outlier.json_id(p_event -> 'rule') as id,
      outlier.json_text(p_event #> '{rule,description}') as description,
      outlier.json_text(p_event #> '{rule,type}') as type
    offset 0
  ) as r
  where r.id is not null
    and r.type is not null
    and not exists (
      select
      from outlier.rules as k
      where k.id = r.id
        and (k.updated_at > p_now or ((r.description is null or k.description = r.description) and k.type = r.type))
    )
  on conflict (id) do update set
    description = coalesce(excluded.description, known.description),
    type = excluded.type,
    updated_at = p_now;

  perform outlier.upsert_labels(v_labels, p_now);
end;
$$;
comment on function outlier.mirror_references(jsonb, timestamptz) is
  'Keeps the organizations, teams, users, rules and labels that an event names.';
