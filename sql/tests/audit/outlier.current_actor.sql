-- Determines the actor. Any role can change the setting outlier.actor, but Outlier trusts it only from the executor.
-- Shows: forged-actor
begin;
select plan(9);
grant usage on schema tap, test, outlier to outlier_reader, outlier_executor;
grant execute on function outlier.current_actor(), outlier.current_address(), outlier.executor_setting(text)
to outlier_reader, outlier_executor;
select is(outlier.current_actor(), 'role ' || session_user, 'where nobody asks over HTTP, it is the database role');
set local session authorization outlier_executor;
select is(outlier.current_actor(), 'role outlier_executor', 'what the executor does by itself is its role''s');
select set_config('outlier.actor', 'token newsroom-editor', true), set_config('outlier.address', '192.0.2.7', true);
select is(outlier.current_actor(), 'token newsroom-editor', 'the executor says for whom it asks');
select is(outlier.current_address(), '192.0.2.7', 'and from which address');
select set_config('outlier.actor', repeat('x', 1000), true);
select is(length(outlier.current_actor()), 300, 'a name of any length is cut');
select set_config('outlier.actor', '', true);
select is(outlier.current_actor(), 'role outlier_executor', 'an empty setting names nobody');
set local session authorization outlier_reader;
select set_config('outlier.actor', 'token newsroom-editor', true), set_config('outlier.address', '192.0.2.7', true);
select is(outlier.current_actor(), 'role outlier_reader', 'another role that sets it passes for nobody else');
select isnt(outlier.current_address(), '192.0.2.7', 'nor for another address');
set local session authorization outlier_owner;
select is(outlier.current_actor(), 'role outlier_owner', 'nor does the owner');
reset session authorization;
select * from finish();
rollback;
