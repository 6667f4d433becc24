-- Like handle_failed_deliveries, this function only requests a post. apply_double_failure does the rest.
create or replace function outlier.archive_double_failures(p_now timestamptz default now())
returns integer
language plpgsql
volatile
set search_path = ''
as $$
declare
  v_label uuid := (select s.archive_label_id from outlier.settings as s);
  v_closing text := pg_catalog.btrim(
    (select t.content from outlier.lookup_templates as t where t.name = 'missive_broadcast_post_closing_label_id')
  );
  v_text text := (
    select t.content
    from outlier.lookup_templates as t
    where t.name = 'missive_double_failure_post_message'
  );
  v_pair record;
  v_asked integer := 0;
  v_marked bigint[];
  v_open bigint[] := '{}'::bigint[];
begin
  if v_label is null
    or outlier.is_blank(v_text)
    or not exists (select from outlier.settings as s where s.organization_id is not null)
  then
    perform outlier.report_incident(
      'double_failures_idle',
      'conversations whose last two messages failed are not archived: the post has no text, no label or no '
      'organization',
      'Set archive_label_id (the id of a Missive label) and organization_id in outlier.settings. Set '
      'missive_double_failure_post_message in outlier.lookup_templates.',
      p_now => p_now
    );
    return 0;
  end if;

  v_marked := array(select u.message_status_id from outlier.unhandled_failures as u where u.job = 'double_failure');
  for v_pair in
    with suspects as (
      select distinct f.recipient_phone_number as phone_number
      from outlier.message_statuses as f
      where f.id = any (v_marked)
    ),
    placed as (
      select
        s.id,
        s.created_at,
        s.closed,
        s.recipient_phone_number,
        coalesce(s.twilio_sent_status in ('failed', 'undelivered'), false) as failed,
        place.conversation_id,
        pg_catalog.row_number() over (
          partition by place.conversation_id order by s.created_at desc, s.id desc
        ) as latest
      from suspects
      inner join outlier.message_statuses as s on s.recipient_phone_number = suspects.phone_number
      cross join lateral (
        select
          coalesce(s.missive_conversation_id, outlier.find_conversation(s.recipient_phone_number)) as conversation_id
      ) as place
      where place.conversation_id is not null
    )
    select p.conversation_id, pg_catalog.max(p.id) as status_id, pg_catalog.array_agg(p.id order by p.id) as status_ids
    from placed as p
    where p.latest <= 2
    group by p.conversation_id
    having pg_catalog.count(*) = 2
      and pg_catalog.bool_and(p.failed)
      and not pg_catalog.bool_or(p.closed)
      -- A message that the person wrote since counts as one that did not fail.
      and not exists (
        select from outlier.twilio_messages as t
        where t.from_phone_number = any (pg_catalog.array_agg(p.recipient_phone_number))
          and t.created_at >= pg_catalog.min(p.created_at)
      )
      and not exists (
        select from outlier.conversations_labels as cl
        where cl.conversation_id = p.conversation_id
          and not cl.is_archived
          and (cl.label_id = v_label or cl.label_id::text = pg_catalog.lower(v_closing collate "C"))
      )
    order by p.conversation_id
  loop
    -- Until Missive accepts the post, the next pass checks again, because Outlier may stop retrying the post.
    v_open := v_open || v_pair.status_ids;
    if exists (
      select from outlier.requests as r
      where r.payload ->> 'conversation' = v_pair.conversation_id::text
        and r.payload ->> 'purpose' in ('undeliverable', 'double_failure')
    ) then
      continue;
    end if;
    if outlier.post_to_conversation(
      v_pair.conversation_id,
      v_text,
      'double_failure',
      'double_failure:' || v_pair.status_id,
      array[v_label],
      true,
      pg_catalog.jsonb_build_object('statuses', v_pair.status_ids, 'label', v_label),
      p_now
    ) then
      v_asked := v_asked + 1;
    end if;
  end loop;
  delete from outlier.unhandled_failures as u
  where u.job = 'double_failure'
    and u.message_status_id = any (v_marked)
    and u.message_status_id <> all (v_open);
  return v_asked;
end;
$$;
comment on function outlier.archive_double_failures(timestamptz) is
  'Requests a post with the reason for each conversation whose two latest messages failed. The post archives the '
  'conversation. Returns the number of requested posts.';
