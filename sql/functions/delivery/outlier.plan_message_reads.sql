create or replace function outlier.plan_message_reads(p_missive_ids uuid[], p_now timestamptz)
returns void
language plpgsql
volatile
set search_path = ''
as $$
begin
  -- Missive may know more after a short wait. Reads planned within the same two seconds become due together, and so
  -- become one call.
  insert into outlier.message_reads (missive_id, due_at)
  select w.missive_id, pg_catalog.date_bin(interval '2 seconds', p_now, timestamptz 'epoch') + interval '4 seconds'
  from pg_catalog.unnest(p_missive_ids) as w (missive_id)
  order by w.missive_id
  on conflict (missive_id) do nothing;
  if found then
    perform outlier.wake_executor('requests');
  end if;
end;
$$;
comment on function outlier.plan_message_reads(uuid[], timestamptz) is
  'Plans to read the statuses of our messages from Missive, two to four seconds from now.';
