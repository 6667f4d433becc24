-- pg_cron runs this function each day. It changes no person: it requests a post, once. When Missive has accepted the
-- post, apply_undeliverable does the rest. Reads only people with a failure that no pass has handled yet, not all
-- failures ever recorded.
create or replace function outlier.handle_failed_deliveries(p_now timestamptz default now())
returns integer
language plpgsql
volatile
set search_path = ''
as $$
declare
  v_label text := pg_catalog.btrim(
    (select t.content from outlier.lookup_templates as t where t.name = 'missive_broadcast_post_closing_label_id')
  );
  v_text text := (
    select t.content
    from outlier.lookup_templates as t
    where t.name = 'missive_broadcast_post_closing_message'
  );
  v_person record;
  v_asked integer := 0;
  v_homeless integer := 0;
  v_marked bigint[];
  v_open text[] := '{}'::text[];
begin
  if not outlier.is_uuid(v_label) is true
    or outlier.is_blank(v_text)
    or not exists (select from outlier.settings as s where s.organization_id is not null)
  then
    perform outlier.report_incident(
      'failed_deliveries_idle',
      'people who cannot be reached stay in the audience: the closing post has no text, no label or no organization',
      'Set missive_broadcast_post_closing_message and missive_broadcast_post_closing_label_id (the id of a Missive '
      'label) in outlier.lookup_templates. Set organization_id in outlier.settings.',
      p_now => p_now
    );
    return 0;
  end if;

  v_marked := array(select u.message_status_id from outlier.unhandled_failures as u where u.job = 'undeliverable');
  for v_person in
    select
      a.phone_number,
      latest.status_id,
      coalesce(latest.conversation_id, outlier.find_conversation(a.phone_number)) as conversation_id
    from outlier.authors as a
    cross join lateral (
      select
        pg_catalog.max(three.id) as status_id,
        (pg_catalog.array_agg(three.missive_conversation_id order by three.created_at desc, three.id desc)
          filter (where three.missive_conversation_id is not null))[1] as conversation_id
      from (
        select s.id, s.created_at, s.missive_conversation_id
        from outlier.message_statuses as s
        where s.recipient_phone_number = a.phone_number
        order by s.created_at desc, s.id desc
        limit 3
      ) as three
    ) as latest
    where a.phone_number in (
        select f.recipient_phone_number
        from outlier.message_statuses as f
        where f.id = any (v_marked)
      )
      and not a.unsubscribed
      and outlier.is_undeliverable(a.phone_number)
    order by a.phone_number
  loop
    -- Until Missive accepts the post, the next pass checks again, because Outlier may stop retrying the post.
    v_open := v_open || v_person.phone_number;
    if exists (
      select from outlier.requests as r
      where r.payload #>> '{details,phoneNumber}' = v_person.phone_number
        and r.payload ->> 'purpose' = 'undeliverable'
    ) then
      continue;
    end if;
    if v_person.conversation_id is null then
      v_homeless := v_homeless + 1;
    elsif outlier.post_to_conversation(
      v_person.conversation_id,
      v_text,
      'undeliverable',
      'undeliverable:' || v_person.status_id,
      array[v_label::uuid],
      true,
      pg_catalog.jsonb_build_object('phoneNumber', v_person.phone_number, 'label', v_label),
      p_now
    ) then
      v_asked := v_asked + 1;
    end if;
  end loop;
  delete from outlier.unhandled_failures as u
  using outlier.message_statuses as s
  where u.job = 'undeliverable'
    and u.message_status_id = any (v_marked)
    and s.id = u.message_status_id
    and s.recipient_phone_number <> all (v_open);
  if v_homeless > 0 then
    perform outlier.report_incident(
      'failed_deliveries_homeless',
      'some people cannot be reached, and Outlier knows no conversation of theirs in which to post this',
      'Find them in outlier.message_statuses: they have three failures and no missive_conversation_id.',
      p_now => p_now
    );
  end if;
  return v_asked;
end;
$$;
comment on function outlier.handle_failed_deliveries(timestamptz) is
  'Requests a closing post for each person whose three latest messages failed and who never answered. Returns the '
  'number of requested posts.';
