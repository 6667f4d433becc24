create or replace function outlier.recover_lost_span(p_since timestamptz, p_now timestamptz default now())
returns bigint
language plpgsql
volatile
set search_path = ''
as $$
declare
  v_beat outlier.heartbeat;
begin
  if p_since is null or p_since > p_now then
    raise exception using
      errcode = 'OT010',
      message = pg_catalog.format('the lost span cannot begin at %s: that is not a time in the past', p_since),
      hint = 'Give the latest time for which you know that this database has every earlier commit.';
  end if;
  select h.* into v_beat from outlier.heartbeat as h for update;
  v_beat.beat_at := p_since;
  v_beat.is_synchronous := false;
  return outlier.notice_failover(v_beat, outlier.server_timeline(), p_now);
end;
$$;
comment on function outlier.recover_lost_span(timestamptz, timestamptz) is
  'Starts the steps of a failover for lost commits that no change of timeline shows. Examples: a storage snapshot was '
  'restored, or a managed service failed over. p_since: commits since then are lost. Returns the id of the failover. '
  'OT010: p_since is null or in the future.';
