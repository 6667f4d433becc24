-- Runs at a claim and not when a read is planned. So ten reads from ten webhooks become one call, and no webhook waits
-- for another.
create or replace function outlier.request_message_reads(p_now timestamptz)
returns void
language plpgsql
volatile
strict
set search_path = ''
as $$
declare
  v_ids uuid[];
begin
  loop
    with picked as (
      select w.missive_id
      from outlier.message_reads as w
      where w.due_at <= p_now
      order by w.due_at, w.missive_id
      limit 10
      for update skip locked
    ),
    taken as (
      delete from outlier.message_reads as w using picked as p where w.missive_id = p.missive_id returning w.missive_id
    )
    select pg_catalog.array_agg(t.missive_id order by t.missive_id) into v_ids from taken as t;
    exit when v_ids is null;
    perform outlier.ask_missive_about_messages(v_ids, p_now);
  end loop;
end;
$$;
comment on function outlier.request_message_reads(timestamptz) is
  'Creates requests to Missive for the planned reads that are due, ten messages in each.';
