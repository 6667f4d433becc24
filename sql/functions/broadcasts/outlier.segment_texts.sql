create or replace function outlier.segment_texts(p_broadcast_id bigint)
returns text[]
language sql
stable
set search_path = ''
as $$
  select array(
    select t.body
    from outlier.broadcasts_segments as bs
    cross join lateral (values (bs.first_message), (bs.second_message)) as t (body)
    where bs.broadcast_id = p_broadcast_id
      and t.body is not null
  );
$$;
comment on function outlier.segment_texts(bigint) is
  'Returns the texts that segments of a broadcast have of their own. An empty array: there are none, or the id is not '
  'that of a broadcast.';
