-- A lookup instead of a join, because the planner does not know how few rows a statement has changed.
create or replace function outlier.find_recipient_segment(p_batch_id bigint, p_phone_number text)
returns bigint
language plpgsql
stable
set search_path = ''
as $$
begin
  return (
    select r.audience_segment_id
    from outlier.recipients as r
    where r.batch_id = p_batch_id
      and r.phone_number = p_phone_number
  );
end;
$$;
comment on function outlier.find_recipient_segment(bigint, text) is
  'Returns the segment from which a broadcast chose a person. Null if there is none, and for campaigns.';
