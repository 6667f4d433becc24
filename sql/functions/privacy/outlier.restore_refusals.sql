create or replace function outlier.restore_refusals(p_phone_numbers text[])
returns void
language plpgsql
volatile
set search_path = ''
as $$
declare
  v_returned record;
begin
  if not exists (select from outlier.erased_people) then
    return;
  end if;
  for v_returned in
    with returned as (
      delete from outlier.erased_people as e
      using outlier.settings as s, pg_catalog.unnest(p_phone_numbers) as n (phone_number)
      where e.digest = outlier.person_digest(s.erasure_salt, n.phone_number)
      returning n.phone_number, e.unsubscribed, e.exclude, e.erased_at
    )
    select r.*, a.created_at
    from returned as r
    inner join outlier.authors as a on a.phone_number = r.phone_number
    order by r.phone_number
  loop
    update outlier.authors as a
    set exclude = true
    where a.phone_number = v_returned.phone_number
      and v_returned.exclude;
    if v_returned.unsubscribed then
      perform outlier.set_consent(
        v_returned.phone_number,
        'opt_out',
        'sql',
        -- After an erasure, the person has no consent events. After a mere deletion, the events are still there.
        case
          when exists (select from outlier.consent_events as e where e.phone_number = v_returned.phone_number)
            then 'Outlier'
          else 'erase_person'
        end,
        'had opted out before their row was erased or deleted',
        -- A later opt-in of the person takes precedence.
        p_said_at => least(v_returned.erased_at, v_returned.created_at),
        p_now => v_returned.created_at
      );
    end if;
  end loop;
end;
$$;
comment on function outlier.restore_refusals(text[]) is
  'Unsubscribes or excludes again the people with these numbers who were unsubscribed or excluded when their row was '
  'erased or deleted.';
