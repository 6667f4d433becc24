-- Simulates the sending of both queues, from now until the batch is sent. A step claims many messages at once, by the
-- same rules as real claims. The only query in the loop asks for the next change of contact hours. Times are seconds
-- from now. Numbers of people are fractions, because a follow-up is sent with some probability.
create or replace function outlier.forecast(p_batch outlier.batches, p_now timestamptz default now())
returns outlier.expectation
language plpgsql
stable
set search_path = ''
as $$
declare
  c_never constant double precision := 1e12;
  -- If no quota sets a limit, an executor makes at most this many calls at once.
  c_calls_of_an_executor constant integer := 200;
  c_most_steps constant integer := 10000;
  v_batch outlier.batches := p_batch;
  v_row record;
  v_call double precision := outlier.call_seconds(p_now);
  v_share double precision := outlier.follow_up_share(p_now);
  v_a_text_a_day boolean;
  v_is_stopped boolean;
  v_price numeric;
  v_first_parts numeric := outlier.mean_parts(p_batch);
  v_second_parts numeric := outlier.mean_parts(p_batch, p_is_second => true);
  v_first_sent double precision := 0;
  v_second_sent double precision := 0;
  v_first_expired double precision := 0;
  v_second_expired double precision := 0;
  v_barred double precision := 0;
  v_left double precision := 0;
  v_waiting double precision := 0;
  v_served_at double precision;
  v_end double precision := 0;
  -- Batches. The lane 2i - 1 has the first messages of batch i, and the lane 2i its follow-ups.
  v_ids bigint[] := array[]::bigint[];
  v_batches integer := 0;
  v_target integer := 0;
  v_class integer[] := array[]::integer[];
  v_delay double precision[] := array[]::double precision[];
  v_expiry double precision[] := array[]::double precision[];
  v_ready double precision[] := array[]::double precision[];
  v_follows boolean[] := array[]::boolean[];
  v_exempt boolean[] := array[]::boolean[];
  v_index integer;
  -- Cohorts are lists linked by v_next. Each lane has one list in the order of due times. It also has one list for each
  -- group of contact hours, with the cohorts that wait for that group to open.
  v_cohorts integer := 0;
  v_due double precision[] := array[]::double precision[];
  v_count double precision[] := array[]::double precision[];
  v_hours integer[] := array[]::integer[];
  v_bar double precision[] := array[]::double precision[];
  v_follow_bar double precision[] := array[]::double precision[];
  v_next integer[] := array[]::integer[];
  v_head integer[];
  v_tail integer[];
  v_held_head integer[];
  v_held_tail integer[];
  v_held_due double precision[];
  v_held integer[];
  -- Groups of contact hours.
  v_groups integer := 0;
  v_states jsonb[] := array[]::jsonb[];
  v_zones jsonb[] := array[]::jsonb[];
  v_is_open boolean[] := array[]::boolean[];
  v_until double precision[] := array[]::double precision[];
  -- Quotas: the quota of first messages, and the quota of follow-ups if it is a different one.
  v_quota_of integer[] := array[1,2]::integer[];
  v_quota_names text[] := array[]::text[];
  v_at double precision[] := array[0,0]::double precision[];
  v_busy double precision[] := array[0,0]::double precision[];
  v_urgent_rate double precision[] := array[]::double precision[];
  v_other_rate double precision[] := array[]::double precision[];
  v_limits integer := 0;
  v_limit_quota integer[] := array[]::integer[];
  v_per double precision[] := array[]::double precision[];
  v_urgent_calls double precision[] := array[]::double precision[];
  v_other_calls double precision[] := array[]::double precision[];
  v_used double precision[] := array[]::double precision[];
  v_oldest integer[] := array[]::integer[];
  v_uses integer := 0;
  v_use_quota integer[] := array[]::integer[];
  v_use_at double precision[] := array[]::double precision[];
  v_use_calls double precision[] := array[]::double precision[];
  -- The loop.
  v_steps integer := 0;
  v_chunk double precision;
  v_quota integer;
  v_t double precision;
  v_wake double precision;
  v_taken double precision;
  v_urgent_taken double precision;
  v_can double precision;
  v_urgent_can double precision;
  v_other_can double precision;
  v_lanes integer;
  v_active integer[];
  v_active_cohort integer[];
  v_active_place integer[];
  v_lane integer;
  v_cohort integer;
  v_place integer;
  v_moment double precision;
  v_take double precision;
  v_fair double precision;
  v_group integer;
  v_open boolean;
  v_opens timestamptz;
  v_new integer;
  v_why text[] := array[]::text[];
  v_result outlier.expectation;
begin
  if v_batch.kind = 'broadcast' and v_batch.started_at is null then
    select outlier.broadcast_run_at(b) into v_batch.run_at from outlier.broadcasts as b where b.id = v_batch.id;
  end if;
  v_batch.run_at := case
    when v_batch.started_at is null and v_batch.run_at < p_now then p_now
    else v_batch.run_at
  end;
  select
    s.max_texts_per_day = 1,
    s.sending_stopped or s.sending_phone_number is null,
    s.price_per_part
  into v_a_text_a_day, v_is_stopped, v_price
  from outlier.settings as s;

  -- Read the groups, and the messages of each cohort.
  for v_row in
    select
      c.batch_id, c.is_second, extract(epoch from c.due_at - p_now)::double precision as due, c.hours, c.states,
      c.time_zones, extract(epoch from c.barred_until - p_now)::double precision as bar,
      extract(epoch from c.follow_up_barred_until - p_now)::double precision as follow_bar, c.messages,
      b.priority, b.delay, b.exempt_reason, b.second_message is not null as follows,
      extract(epoch from b.links_settle_by - p_now)::double precision as ready,
      extract(epoch from (
        case
          when c.batch_id is not distinct from v_batch.id then v_batch.run_at
          when b.started_at is null then c.due_at
          else b.run_at
        end + b.send_within
      ) - p_now)::double precision as expiry
    from outlier.forecast_cohorts(v_batch, p_now) as c
    left join outlier.batches as known on known.id = c.batch_id and c.batch_id is distinct from v_batch.id
    cross join lateral (
      select (case when known.id is null then v_batch else known end).*
    ) as b
  loop
    v_index := case
      when v_row.batch_id is not distinct from v_batch.id then v_target
      else coalesce(pg_catalog.array_position(v_ids, v_row.batch_id), 0)
    end;
    if v_index = 0 then
      v_batches := v_batches + 1;
      v_index := v_batches;
      v_ids[v_index] := coalesce(v_row.batch_id, 0);
      v_class[v_index] := case v_row.priority when 'urgent' then 0 when 'normal' then 1 else 2 end;
      v_delay[v_index] := v_row.delay;
      v_expiry[v_index] := v_row.expiry;
      v_follows[v_index] := v_row.follows;
      v_exempt[v_index] := v_row.exempt_reason is not null;
      v_ready[v_index] := greatest(v_row.ready, 0);
      v_head[2 * v_index - 1] := 0;
      v_head[2 * v_index] := 0;
      v_tail[2 * v_index - 1] := 0;
      v_tail[2 * v_index] := 0;
      v_held[2 * v_index - 1] := 0;
      v_held[2 * v_index] := 0;
      if v_row.batch_id is not distinct from v_batch.id then
        v_target := v_index;
      end if;
    end if;
    v_lane := 2 * v_index - case when v_row.is_second then 0 else 1 end;
    while v_groups < v_row.hours loop
      v_groups := v_groups + 1;
      v_until[v_groups] := '-infinity';
    end loop;
    v_states[v_row.hours] := pg_catalog.to_jsonb(v_row.states);
    v_zones[v_row.hours] := pg_catalog.to_jsonb(v_row.time_zones);
    v_cohorts := v_cohorts + 1;
    v_due[v_cohorts] := greatest(v_row.due, v_ready[v_index]);
    v_count[v_cohorts] := v_row.messages;
    v_hours[v_cohorts] := v_row.hours;
    v_bar[v_cohorts] := coalesce(v_row.bar, 0);
    v_follow_bar[v_cohorts] := coalesce(v_row.follow_bar, 0);
    v_next[v_cohorts] := 0;
    if v_head[v_lane] = 0 then
      v_head[v_lane] := v_cohorts;
    else
      v_next[v_tail[v_lane]] := v_cohorts;
    end if;
    v_tail[v_lane] := v_cohorts;
    v_waiting := v_waiting + v_row.messages * case when v_row.follows and not v_row.is_second then 2 else 1 end;
    if v_index = v_target then
      v_left := v_left + v_row.messages;
    end if;
  end loop;
  v_held_head := pg_catalog.array_fill(0, array[greatest(1, 2 * v_batches * v_groups)]);
  v_held_tail := v_held_head;
  v_held_due := pg_catalog.array_fill(0::double precision, array[greatest(1, 2 * v_batches * v_groups)]);

  -- Read the quotas and their use.
  for v_row in
    select q.name, q.max_concurrent, extract(epoch from q.held_until - p_now)::double precision as held,
      outlier.queue_name(false) = t.name as is_first
    from outlier.tokens as t
    inner join outlier.quotas as q on q.name = t.quota
    where t.name in (outlier.queue_name(false), outlier.queue_name(true))
    order by t.name
  loop
    v_index := coalesce(pg_catalog.array_position(v_quota_names, v_row.name), 0);
    if v_index = 0 then
      v_index := coalesce(pg_catalog.array_length(v_quota_names, 1), 0) + 1;
      v_quota_names[v_index] := v_row.name;
      v_at[v_index] := greatest(0, v_row.held);
      v_urgent_rate[v_index] := coalesce(v_row.max_concurrent, c_calls_of_an_executor) / v_call;
      v_other_rate[v_index] := coalesce(
        outlier.count_usable_calls(false, v_row.max_concurrent, v_row.name), c_calls_of_an_executor
      ) / v_call;
    end if;
    v_quota_of[case when v_row.is_first then 1 else 2 end] := v_index;
  end loop;
  if v_quota_of[1] = v_quota_of[2] then
    v_at[2] := c_never;
  end if;
  for v_row in
    select
      pg_catalog.array_position(v_quota_names, l.quota) as quota, extract(epoch from l.per)::double precision as per,
      l.calls, outlier.count_usable_calls(false, l.calls, l.quota) as other_calls
    from outlier.quota_limits as l
    where l.quota = any (v_quota_names)
  loop
    v_limits := v_limits + 1;
    v_limit_quota[v_limits] := v_row.quota;
    v_per[v_limits] := v_row.per;
    v_urgent_calls[v_limits] := v_row.calls;
    v_other_calls[v_limits] := v_row.other_calls;
    v_used[v_limits] := 0;
    v_oldest[v_limits] := 1;
  end loop;
  for v_row in
    select
      pg_catalog.array_position(v_quota_names, u.quota) as quota, u.calls,
      extract(epoch from u.until - p_now)::double precision as until
    from outlier.quota_uses as u
    where u.quota = any (v_quota_names)
      and u.until > p_now - (
        select pg_catalog.max(l.per) from outlier.quota_limits as l where l.quota = u.quota
      )
    order by u.until
  loop
    v_uses := v_uses + 1;
    v_use_quota[v_uses] := v_row.quota;
    v_use_at[v_uses] := v_row.until;
    v_use_calls[v_uses] := v_row.calls;
    for v_limit in 1..v_limits loop
      if v_limit_quota[v_limit] = v_row.quota then
        v_used[v_limit] := v_used[v_limit] + v_row.calls;
      end if;
    end loop;
  end loop;
  v_chunk := greatest(5, v_waiting / 1000);

  while v_left > 0.000001 loop
    v_steps := v_steps + 1;
    exit when v_steps > c_most_steps;
    v_quota := case when v_at[2] < v_at[1] then 2 else 1 end;
    v_t := v_at[v_quota];
    exit when v_t >= c_never;

    -- The number of calls that the limits allow now. use_quota() rounds the end of a call up to the next tenth of a
    -- second, and the call counts from there.
    v_urgent_can := v_chunk;
    v_other_can := v_chunk;
    for v_limit in 1..v_limits loop
      if v_limit_quota[v_limit] = v_quota then
        v_index := v_oldest[v_limit];
        while v_index <= v_uses loop
          if v_use_quota[v_index] = v_quota then
            exit when v_use_at[v_index] + v_per[v_limit] > v_t;
            v_used[v_limit] := v_used[v_limit] - v_use_calls[v_index];
          end if;
          v_index := v_index + 1;
        end loop;
        v_oldest[v_limit] := v_index;
        v_urgent_can := least(v_urgent_can, v_urgent_calls[v_limit] - v_used[v_limit]);
        v_other_can := least(v_other_can, v_other_calls[v_limit] - v_used[v_limit]);
      end if;
    end loop;
    v_taken := 0;
    v_urgent_taken := 0;
    v_wake := c_never;

    for v_priority in 0..2 loop
      loop
        v_can := case when v_priority = 0 then v_urgent_can else v_other_can end - v_taken;
        v_lanes := 0;
        for v_batch_index in 1..v_batches loop
          continue when v_class[v_batch_index] <> v_priority;
          for v_second in 0..1 loop
            continue when v_quota_of[v_second + 1] <> v_quota;
            v_lane := 2 * v_batch_index - 1 + v_second;
            -- Find the next message of this lane that may be sent.
            loop
              v_cohort := v_head[v_lane];
              v_place := 0;
              v_moment := case when v_cohort = 0 then c_never else v_due[v_cohort] end;
              if v_held[v_lane] > 0 then
                for v_at_place in (v_lane - 1) * v_groups + 1..v_lane * v_groups loop
                  if v_held_head[v_at_place] > 0 and v_held_due[v_at_place] < v_moment then
                    v_place := v_at_place;
                    v_cohort := v_held_head[v_at_place];
                    v_moment := v_held_due[v_at_place];
                  end if;
                end loop;
              end if;
              if v_moment > v_t then
                v_wake := least(v_wake, v_moment);
                exit;
              end if;
              v_group := v_hours[v_cohort];
              v_take := null;
              if v_t >= v_expiry[v_batch_index] then
                v_take := v_count[v_cohort];
                if v_batch_index = v_target and v_second = 0 then
                  v_first_expired := v_first_expired + v_take;
                elsif v_batch_index = v_target then
                  v_second_expired := v_second_expired + v_take;
                end if;
              elsif v_exempt[v_batch_index] then
                null;
              else
                if v_until[v_group] <= v_t then
                  select w.is_open, w.until into v_open, v_opens
                  from outlier.contact_window(
                    array(select pg_catalog.jsonb_array_elements_text(v_states[v_group])),
                    array(select pg_catalog.jsonb_array_elements_text(v_zones[v_group])),
                    p_now + pg_catalog.make_interval(secs => v_t)
                  ) as w;
                  v_is_open[v_group] := v_open;
                  v_until[v_group] := case
                    when v_opens = 'infinity' then c_never
                    -- These contact hours never open. A claim checks again a day later.
                    when v_opens is null then v_t + 86400
                    else greatest(extract(epoch from v_opens - p_now), v_t + 0.001)
                  end;
                end if;
                if not v_is_open[v_group] then
                  v_moment := least(v_until[v_group], v_expiry[v_batch_index]);
                  if v_place > 0 then
                    v_held_due[v_place] := v_moment;
                  else
                    v_head[v_lane] := v_next[v_cohort];
                    v_next[v_cohort] := 0;
                    v_place := (v_lane - 1) * v_groups + v_group;
                    v_held_due[v_place] := v_moment;
                    if v_held_head[v_place] = 0 then
                      v_held_head[v_place] := v_cohort;
                      v_held[v_lane] := v_held[v_lane] + 1;
                    else
                      v_next[v_held_tail[v_place]] := v_cohort;
                    end if;
                    v_held_tail[v_place] := v_cohort;
                  end if;
                  continue;
                end if;
                if v_bar[v_cohort] > v_t then
                  v_take := v_count[v_cohort];
                  if v_batch_index = v_target then
                    v_barred := v_barred + v_take;
                  end if;
                end if;
              end if;
              if v_take is not null then
                if v_batch_index = v_target then
                  v_left := v_left - v_take;
                  v_end := greatest(v_end, v_t);
                end if;
                v_count[v_cohort] := 0;
              end if;
              if v_count[v_cohort] > 0.000001 then
                v_lanes := v_lanes + 1;
                v_active[v_lanes] := v_lane;
                v_active_cohort[v_lanes] := v_cohort;
                v_active_place[v_lanes] := v_place;
                exit;
              end if;
              -- This cohort is used up.
              if v_place = 0 then
                v_head[v_lane] := v_next[v_cohort];
              else
                v_held_head[v_place] := v_next[v_cohort];
                if v_next[v_cohort] = 0 then
                  v_held[v_lane] := v_held[v_lane] - 1;
                end if;
              end if;
            end loop;
          end loop;
        end loop;
        exit when v_lanes = 0;
        if v_can < 0.999 then
          -- The limits allow no call now. Wait until the oldest call of each limit no longer counts.
          v_moment := 0;
          for v_limit in 1..v_limits loop
            if v_limit_quota[v_limit] = v_quota
              and (
                case when v_priority = 0 then v_urgent_calls[v_limit] else v_other_calls[v_limit] end
                - v_used[v_limit] - v_taken < 0.999
              )
            then
              v_index := v_oldest[v_limit];
              while v_index < v_uses and v_use_quota[v_index] <> v_quota loop
                v_index := v_index + 1;
              end loop;
              v_moment := greatest(
                v_moment,
                case when v_index <= v_uses then v_use_at[v_index] + v_per[v_limit] else v_t + v_call end
              );
            end if;
          end loop;
          v_wake := least(v_wake, greatest(v_moment, v_t + 0.001));
          exit;
        end if;

        -- Each lane gets the same number of messages.
        v_fair := v_can / v_lanes;
        for v_turn in 1..v_lanes loop
          v_lane := v_active[v_turn];
          v_cohort := v_active_cohort[v_turn];
          v_index := (v_lane + 1) / 2;
          v_take := least(v_fair, v_count[v_cohort]);
          v_count[v_cohort] := v_count[v_cohort] - v_take;
          v_taken := v_taken + v_take;
          if v_priority = 0 then
            v_urgent_taken := v_urgent_taken + v_take;
          end if;
          if v_index = v_target then
            v_left := v_left - v_take;
            v_served_at := coalesce(v_served_at, v_t);
            if v_lane % 2 = 1 then
              v_first_sent := v_first_sent + v_take;
            else
              v_second_sent := v_second_sent + v_take;
            end if;
            v_end := greatest(
              v_end,
              v_t + v_call + case
                when v_priority = 0 then v_taken / v_urgent_rate[v_quota]
                else v_taken / v_other_rate[v_quota]
              end
            );
          end if;
          if v_lane % 2 = 1 and v_follows[v_index] then
            v_moment := v_t + v_call + v_delay[v_index];
            v_take := v_take * v_share;
            if v_moment >= v_expiry[v_index] then
              if v_index = v_target then
                v_second_expired := v_second_expired + v_take;
              end if;
            else
              if v_index = v_target then
                v_left := v_left + v_take;
              end if;
              v_lane := v_lane + 1;
              v_new := v_tail[v_lane];
              if v_head[v_lane] > 0 and v_due[v_new] = v_moment and v_hours[v_new] = v_hours[v_cohort]
                and v_bar[v_new] = v_follow_bar[v_cohort]
              then
                v_count[v_new] := v_count[v_new] + v_take;
              else
                v_cohorts := v_cohorts + 1;
                v_due[v_cohorts] := v_moment;
                v_count[v_cohorts] := v_take;
                v_hours[v_cohorts] := v_hours[v_cohort];
                v_bar[v_cohorts] := case
                  when v_a_text_a_day then v_t + 86400
                  else v_follow_bar[v_cohort]
                end;
                v_follow_bar[v_cohorts] := 0;
                v_next[v_cohorts] := 0;
                if v_head[v_lane] = 0 then
                  v_head[v_lane] := v_cohorts;
                else
                  v_next[v_tail[v_lane]] := v_cohorts;
                end if;
                v_tail[v_lane] := v_cohorts;
              end if;
              v_at[v_quota_of[2]] := least(v_at[v_quota_of[2]], greatest(v_moment, v_busy[v_quota_of[2]]));
              v_wake := least(v_wake, v_moment);
            end if;
          end if;
        end loop;
      end loop;
    end loop;

    if v_taken > 0 then
      v_uses := v_uses + 1;
      v_use_quota[v_uses] := v_quota;
      v_use_at[v_uses] := v_t + v_call + 0.05;
      v_use_calls[v_uses] := v_taken;
      for v_limit in 1..v_limits loop
        if v_limit_quota[v_limit] = v_quota then
          v_used[v_limit] := v_used[v_limit] + v_taken;
        end if;
      end loop;
      v_busy[v_quota] := v_t + v_urgent_taken / v_urgent_rate[v_quota]
        + (v_taken - v_urgent_taken) / v_other_rate[v_quota];
      v_at[v_quota] := v_busy[v_quota];
    else
      v_at[v_quota] := v_wake;
    end if;
  end loop;

  if v_batch.started_at is not null then
    select
      v_first_sent + s.first_sent + pg_catalog.count(q.id) filter (where not q.is_second),
      v_second_sent + s.second_sent + pg_catalog.count(q.id) filter (where q.is_second)
    into v_first_sent, v_second_sent
    from outlier.batch_stats as s
    left join outlier.queued_messages as q on q.batch_id = s.id and q.state = 'unknown'
    where s.id = v_batch.id
    group by s.first_sent, s.second_sent;
  end if;
  if v_steps > c_most_steps and v_first_sent + v_second_sent > 0 then
    -- The simulation would take too long. The rest is extrapolated at the same pace, at most until the batch expires.
    v_end := least(
      v_expiry[v_target],
      v_t * (v_first_sent + v_second_sent + v_left) / (v_first_sent + v_second_sent)
    );
    v_first_sent := v_first_sent + v_left / (1 + case when v_follows[v_target] then v_share else 0 end);
    v_second_sent := v_second_sent + case when v_follows[v_target] then v_share else 0 end * v_left / (1 + v_share);
    v_why := v_why || 'The end is an estimate: it is too far away to be worked out.'::text;
  end if;
  v_result.people := pg_catalog.round(v_first_sent);
  v_result.parts := pg_catalog.round(
    v_first_parts * v_result.people + v_second_parts * pg_catalog.round(v_second_sent)::numeric
  );
  v_result.cost := pg_catalog.round(v_result.parts * v_price, 2);
  if v_batch.run_at is not null then
    v_result.starts_at := case
      when v_batch.started_at is not null then v_batch.started_at
      else greatest(v_batch.run_at, p_now + pg_catalog.make_interval(secs => coalesce(v_served_at, 0)))
    end;
    v_result.ends_at := greatest(
      p_now, v_result.starts_at, p_now + pg_catalog.make_interval(secs => v_end)
    );
  end if;

  if v_batch.run_at is null then
    v_why := v_why || 'It has no start time: set run_at, or a weekly schedule.'::text;
  end if;
  if v_batch.state = 'paused' then
    v_why := v_why || 'It is paused: the end counts from now, as if it were resumed.'::text;
  end if;
  if v_is_stopped then
    v_why := v_why
      || 'Outlier sends nothing at present: the end counts from now. Read the reason on the page Today.'::text;
  end if;
  if pg_catalog.round(v_first_expired) > 0 or pg_catalog.round(v_second_expired) > 0 then
    v_why := v_why || pg_catalog.format(
      '%s first messages and %s follow-ups will not leave before it expires.',
      pg_catalog.round(v_first_expired), pg_catalog.round(v_second_expired)
    );
  end if;
  if pg_catalog.round(v_barred) > 0 then
    v_why := v_why || pg_catalog.format(
      '%s texts are barred by max_texts_per_day or max_batches_per_week.', pg_catalog.round(v_barred)
    );
  end if;
  v_result.reason := nullif(pg_catalog.array_to_string(v_why, ' '), '');
  return v_result;
end;
$$;
comment on function outlier.forecast(outlier.batches, timestamptz) is
  'Estimates a batch: people who get the first message, SMS parts of both messages, cost (null if '
  'settings.price_per_part is not set), start and end. Messages that were sent already are included. reason says why '
  'the batch cannot run. ends_at is null if the batch has no time to run.';
-- Views call this function with the rights of their reader.
grant execute on function outlier.forecast(outlier.batches, timestamptz) to outlier_reader;
