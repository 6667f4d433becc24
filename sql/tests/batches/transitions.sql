-- Tries every step from every state to every other. Only the steps in batch_transitions succeed.
-- Shows: table-batches, function-cancel_batch
begin;
select plan(9);
select test.settings();
create function pg_temp.at(p_state text) returns bigint language plpgsql as $$
declare
  v_id bigint;
begin
  insert into outlier.campaigns (first_message, run_at) values ('Hi', test.monday('1 day')) returning id into v_id;
  update outlier.batches set state = 'sending', started_at = test.monday() where id = v_id
    and p_state in ('sending', 'paused', 'done');
  update outlier.batches set state = p_state where id = v_id and state <> p_state;
  return v_id;
end;
$$;
create function pg_temp.may(p_from text, p_to text) returns boolean language plpgsql as $$
declare
  v_id bigint := pg_temp.at(p_from);
begin
  update outlier.batches set state = p_to where id = v_id;
  return true;
exception
  when sqlstate 'OT005' then
    return false;
end;
$$;
select results_eq(
  $$
    select f.state, t.state
    from unnest(array['scheduled', 'sending', 'paused', 'done', 'cancelled', 'missed']) as f (state)
    cross join unnest(array['scheduled', 'sending', 'paused', 'done', 'cancelled', 'missed']) as t (state)
    where f.state <> t.state
      and pg_temp.may(f.state, t.state)
    order by 1, 2
  $$,
  'select from_state, to_state from outlier.batch_transitions order by 1, 2',
  'a batch takes each step that is listed, and no other'
);
select throws_like(
  format($$update outlier.campaigns set state = 'paused' where id = %s$$, pg_temp.at('done')),
  'campaign % is done and cannot become paused', 'the error names the batch and both states'
);
select throws_ok($$update outlier.campaigns set state = 'lost'$$, 'OT005', null, 'a state that does not exist is none');

-- The three steps of administrators.
select test.let('id', to_jsonb(pg_temp.at('scheduled')));
select throws_ok($$
  select outlier.pause_batch(test.get('id')::bigint)
$$, 'OT005', format('campaign %s cannot be paused: it is scheduled', test.get('id')), 'what is not being sent is not paused');
select throws_ok($$select outlier.resume_batch(test.get('id')::bigint)$$, 'OT005', null, 'nor resumed');
select lives_ok($$
  select outlier.cancel_batch(test.get('id')::bigint)
$$, 'a campaign that has not run can be cancelled');
select throws_ok($$select outlier.cancel_batch(test.get('id')::bigint)$$, 'OT005', null, 'once');
select test.broadcast();
select throws_ok($$
  select outlier.cancel_batch(test.upcoming())
$$, 'OT005', null, 'the upcoming broadcast is put off, and not cancelled');
select throws_ok($$select outlier.cancel_batch(null)$$, 'OT009', null, 'no id is no batch');
select * from finish();
rollback;
