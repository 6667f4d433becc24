create or replace function outlier.person_json(p_phone_number text, p_now timestamptz)
returns jsonb
language sql
volatile
set search_path = ''
as $$
  select pg_catalog.jsonb_build_object(
    'phoneNumber', a.phone_number,
    'name', a.name,
    'isUnsubscribed', a.unsubscribed,
    'isExcluded', a.exclude,
    'isAddedByFile', a.added_via_file_upload,
    'createdAt', pg_catalog.floor(extract(epoch from a.created_at))::bigint,
    'lastTextedAt', pg_catalog.floor(extract(epoch from a.last_texted_at))::bigint,
    'conversation', outlier.find_conversation(a.phone_number),
    -- Twilio blocks a person who texts one of its own keywords, until the person texts START.
    'isBlockedByTwilio', coalesce(
      (
        select e.kind = 'opt_out' and (e.source = 'twilio' or outlier.is_twilio_keyword(e.words))
        from outlier.consent_events as e
        where e.phone_number = a.phone_number
          and e.source in ('message', 'twilio')
        order by coalesce(e.said_at, e.occurred_at) desc, e.id desc
        limit 1
      ),
      false
    ),
    'contactHours', pg_catalog.jsonb_build_object(
      'timeZones', pg_catalog.to_jsonb(hours.time_zones),
      'isOpen', hours.is_open,
      'until', case
        when pg_catalog.isfinite(hours.until) then pg_catalog.floor(extract(epoch from hours.until))::bigint
      end
    ),
    'consent', (
      select coalesce(
        pg_catalog.jsonb_agg(
          pg_catalog.jsonb_build_object(
            'kind', e.kind,
            'at', pg_catalog.floor(extract(epoch from coalesce(e.said_at, e.occurred_at)))::bigint,
            'source', e.source,
            'actor', e.actor,
            'words', e.words
          )
          order by coalesce(e.said_at, e.occurred_at) desc, e.id desc
        ),
        '[]'
      )
      from (
        select latest.*
        from outlier.consent_events as latest
        where latest.phone_number = a.phone_number
        order by latest.occurred_at desc
        limit 50
      ) as e
    ),
    'review', (
      select outlier.review_json(r)
      from outlier.consent_reviews as r
      where r.phone_number = a.phone_number
        and r.decision is null
    ),
    'waiting', outlier.person_waiting_json(a.phone_number),
    'messages', outlier.person_messages_json(a.phone_number),
    'batches', outlier.person_batches_json(a.phone_number)
  )
  from outlier.authors as a
  cross join lateral outlier.contact_hours_at(a.phone_number, p_now) as hours
  where a.phone_number = p_phone_number;
$$;
comment on function outlier.person_json(text, timestamptz) is
  'Returns everything about one person for the HTTP API. Null if nobody in outlier.authors has the number.';
