-- Nearly every event contains these rows. They are written, and thus locked, only if something is new. Otherwise all
-- webhooks would wait for the row of the organization. The order is fixed (these tables, then by id), so that no
-- deadlock is possible.
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
  v_organization_id uuid := outlier.json_id(v_conversation -> 'organization');
  v_organization text := outlier.json_text(v_conversation #> '{organization,name}');
  v_team_id uuid := outlier.json_id(v_conversation -> 'team');
  v_team text := outlier.json_text(v_conversation #> '{team,name}');
  v_organization_of_team uuid := outlier.json_id(v_conversation #> '{team,organization}');
  v_rule_id uuid := outlier.json_id(p_event -> 'rule');
  v_rule text := outlier.json_text(p_event #> '{rule,description}');
  v_rule_type text := outlier.json_text(p_event #> '{rule,type}');
  v_new record;
begin
  for v_new in
    select distinct on (o.id) o.id, o.name
    from (
      values (v_organization_id, v_organization), (v_organization_of_team, null)
      union all
      select outlier.json_id(l.label -> 'organization'), null
      from pg_catalog.jsonb_array_elements(v_labels) as l (label)
    ) as o (id, name)
    where o.id is not null
      and not exists (
        select
        from outlier.organizations as k
        where k.id = o.id
          and (o.name is null or k.name = o.name or k.updated_at > p_now)
      )
    order by o.id, o.name nulls last
  loop
    insert into outlier.organizations as known (id, name, created_at, updated_at)
    values (v_new.id, v_new.name, p_now, p_now)
    on conflict (id) do update set name = coalesce(excluded.name, known.name), updated_at = p_now;
  end loop;

  for v_new in
    select distinct on (t.id) t.id, t.name, t.organization_id
    from (
      values (v_team_id, v_team, v_organization_of_team)
      union all
      select outlier.json_id(m.mention -> 'team_id'), null, null
      from pg_catalog.jsonb_array_elements(v_mentions) as m (mention)
    ) as t (id, name, organization_id)
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
  loop
    insert into outlier.teams as known (id, name, organization_id, created_at, updated_at)
    values (v_new.id, v_new.name, v_new.organization_id, p_now, p_now)
    on conflict (id) do update set
      name = coalesce(excluded.name, known.name),
      organization_id = coalesce(excluded.organization_id, known.organization_id),
      updated_at = p_now;
  end loop;

  -- "offset 0" makes PostgreSQL read each value out of the JSON once.
  for v_new in
    select distinct on (u.id) u.id, u.name, u.email, u.avatar_url
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
  loop
    insert into outlier.users as known (id, name, email, avatar_url, created_at, updated_at)
    values (v_new.id, v_new.name, v_new.email, v_new.avatar_url, p_now, p_now)
    on conflict (id) do update set
      name = coalesce(excluded.name, known.name),
      email = coalesce(excluded.email, known.email),
      avatar_url = coalesce(excluded.avatar_url, known.avatar_url),
      updated_at = p_now;
  end loop;

  if v_rule_id is not null and v_rule_type is not null and not exists (
    select
    from outlier.rules as k
    where k.id = v_rule_id
      and (k.updated_at > p_now or ((v_rule is null or k.description = v_rule) and k.type = v_rule_type))
  ) then
    insert into outlier.rules as known (id, description, type, created_at, updated_at)
    values (v_rule_id, v_rule, v_rule_type, p_now, p_now)
    on conflict (id) do update set
      description = coalesce(excluded.description, known.description),
      type = excluded.type,
      updated_at = p_now;
  end if;

  if v_labels <> '[]' then
    perform outlier.upsert_labels(v_labels, p_now);
  end if;
end;
$$;
comment on function outlier.mirror_references(jsonb, timestamptz) is
  'Updates the organizations, teams, users, rules and labels that an event names.';
