create or replace function outlier.consent_story(p_phone_number text)
returns text[]
language sql
stable
set search_path = ''
as $$
  select coalesce(
    (
      select array_remove(
        array[
          'This person has been in the audience since ' || outlier.local_time(a.created_at) || '.',
          case when a.unsubscribed then 'They have opted out.' else 'They may be texted.' end,
          case when a.exclude then 'The newsroom excludes them from all texts.' end,
          case
            when a.added_via_file_upload
              then 'They were added by an uploaded file, and get campaigns but no broadcasts.'
          end
        ],
        null
      )
      from outlier.authors as a
      where a.phone_number = p_phone_number
    ),
    array['This number is not in outlier.authors.']
  ) || array(
    select pg_catalog.format(
      'At %s they opted %s (%s%s)%s.',
      outlier.local_time(coalesce(e.said_at, e.occurred_at)),
      case e.kind when 'opt_out' then 'out' else 'in' end,
      e.source,
      coalesce(', by ' || e.actor, ''),
      coalesce(': "' || e.words || '"', '')
    )
    from outlier.consent_events as e
    where e.phone_number = p_phone_number
    order by e.occurred_at, e.id
  );
$$;
comment on function outlier.consent_story(text) is
  'Returns sentences that say whether a person may be texted, with every change of consent.';
