create or replace function outlier.is_final_status(p_status text)
returns boolean
language sql
immutable
set search_path = ''
as $$
  select coalesce(
    p_status in ('delivered', 'undelivered', 'failed', 'canceled', 'read', 'received', 'partially_delivered'), false
  );
$$;
comment on function outlier.is_final_status(text) is 'Returns whether a status of Twilio is final.';
