create or replace function outlier.end_failover(p_failover outlier.failovers, p_now timestamptz)
returns void
language plpgsql
volatile
set search_path = ''
as $$
declare
  v_failover outlier.failovers;
  v_left bigint;
begin
  update outlier.failovers as f
  set state = 'done', finished_at = p_now
  where f.id = p_failover.id
  returning f.* into v_failover;
  delete from outlier.requests as r
  where r.kind = 'list_lost_span'
    and (r.payload ->> 'failover')::bigint = v_failover.id
    and r.state = 'waiting';
  v_left := (select pg_catalog.count(*) from outlier.unrecorded_texts as u where u.failover_id = v_failover.id);
  if not v_failover.is_read or v_failover.texts_recorded + v_failover.texts_heard + v_left > 0 then
    perform outlier.report_incident(
      'failover',
      case
        when v_failover.is_read then pg_catalog.format(
          'the database failed over, and commits from %s to %s may be lost. From Twilio''s log, Outlier recorded %s '
          'messages as sent and acted on %s texts from people. The log shows %s more texts that have no message in '
          'this database',
          outlier.local_time(v_failover.lost_from), outlier.local_time(v_failover.noticed_at),
          v_failover.texts_recorded, v_failover.texts_heard, v_left
        )
        else pg_catalog.format(
          'the database failed over, and commits from %s to %s may be lost. Sending went on although Twilio''s log was '
          'not read: %s',
          outlier.local_time(v_failover.lost_from), outlier.local_time(v_failover.noticed_at),
          coalesce(v_failover.error, 'no answer came')
        )
      end,
      'Changes that the team made in that span may be lost too: look in Missive for comments such as "unsubscribe". '
        'See docs/how-to/high-availability.md, then set resolved_at.',
      p_now => p_now
    );
  end if;
  perform outlier.wake_executor();
end;
$$;
comment on function outlier.end_failover(outlier.failovers, timestamptz) is
  'Ends a failover. If data was lost, or Twilio''s log was not read, adds an incident.';
