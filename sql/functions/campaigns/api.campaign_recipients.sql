create or replace function api.campaign_recipients(p_campaign_id bigint, p_outcome text default null)
returns table (
  line integer,
  raw text,
  phone_number text,
  outcome text,
  reason text,
  duplicate_of integer,
  message text,
  sent_at timestamptz,
  delivery_status text,
  delivery_error_code integer,
  follow_up text,
  follow_up_sent_at timestamptz,
  note text
)
language plpgsql
stable
security definer
set search_path = ''
as $$
declare
  v_is_filtered boolean := coalesce(nullif(p_outcome, ''), 'all') <> 'all';
  -- The text for lines that have no text of their own.
  v_text text := (select c.first_message from outlier.campaigns as c where c.id = p_campaign_id and c.is_personalized);
begin
  if not exists (select from outlier.campaigns as c where c.id = p_campaign_id) then
    raise exception using errcode = 'OT009', message = pg_catalog.format('campaign %s does not exist', p_campaign_id);
  end if;
  return query
    select
      listed.line,
      listed.raw,
      listed.phone_number,
      case
        when first.id is not null then 'sent'
        when queued.state in ('waiting', 'checking') then 'waiting'
        when queued.state is not null then queued.state
        when listed.reason is not null then 'not sent'
        else 'scheduled'
      end,
      case when first.id is null then listed.reason end,
      listed.duplicate_of,
      coalesce(
        first.message, queued.message, listed.message, case when listed.counts and listed.reason is null then v_text end
      ),
      first.created_at,
      first.twilio_sent_status,
      first.twilio_error_code,
      case
        when second.id is not null then 'sent'
        when follow_up.state is not null then 'waiting'
        when listed.follow_up_reason is not null then 'not sent: ' || listed.follow_up_reason
      end,
      second.created_at,
      listed.note
    from (
      -- A line that counts shows the outcome of its person. Any other line shows only its own verdict.
      select
        f.line,
        f.raw,
        f.phone_number,
        f.message,
        f.duplicate_of,
        case
          when judged.counts and r.id is not null then r.reason
          else nullif(nullif(f.verdict, 'accepted'), 'extension')
        end as reason,
        r.follow_up_reason,
        judged.counts,
        f.note,
        f.place
      from outlier.campaign_file_recipients as f
      cross join lateral (
        values (f.verdict in ('accepted', 'extension', 'unsubscribed', 'excluded'))
      ) as judged (counts)
      left join outlier.recipients as r on r.batch_id = f.campaign_id
        and r.phone_number = f.phone_number
        and judged.counts
      where f.campaign_id = p_campaign_id
      union all
      select null, null, r.phone_number, null, null, r.reason, r.follow_up_reason, true, null, null
      from outlier.recipients as r
      where r.batch_id = p_campaign_id
        and not exists (
          select
          from outlier.campaign_file_recipients as f
          where f.campaign_id = p_campaign_id
            and f.phone_number = r.phone_number
            and f.verdict in ('accepted', 'extension', 'unsubscribed', 'excluded')
        )
    ) as listed
    left join outlier.message_statuses as first
      on listed.counts
        and first.batch_id = p_campaign_id
        and first.recipient_phone_number = listed.phone_number
        and not first.is_second
    left join outlier.message_statuses as second
      on listed.counts
        and second.batch_id = p_campaign_id
        and second.recipient_phone_number = listed.phone_number
        and second.is_second
    left join outlier.queued_messages as queued
      on listed.counts
        and queued.batch_id = p_campaign_id
        and queued.recipient_phone_number = listed.phone_number
        and not queued.is_second
    left join outlier.queued_messages as follow_up
      on listed.counts
        and follow_up.batch_id = p_campaign_id
        and follow_up.recipient_phone_number = listed.phone_number
        and follow_up.is_second
    where not v_is_filtered
      or listed.counts
        and listed.phone_number in (
          select outlier.list_people_by_outcome(p_campaign_id, p_outcome, '', null) where v_is_filtered
        )
      -- A line that does not count has no row among the people.
      or p_outcome = 'not_sent' and not listed.counts
    order by listed.line, listed.place, listed.phone_number;
end;
$$;
comment on function api.campaign_recipients(bigint, text) is
  'Lists the people of a campaign with their outcome: each line of its file, and each person of its segments. '
  'p_outcome limits the list, as in api.list_recipients. OT009: there is no such campaign. OT010: there is no such '
  'outcome.';
grant execute on function api.campaign_recipients(bigint, text) to outlier_executor;
