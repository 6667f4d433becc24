-- Shows: api.find_token
begin;
select plan(5);
select api.create_token('sidebar', 'sender', sha256('one'), test.monday());
select api.create_token('report', 'viewer', sha256('two'), test.monday());
select is(api.find_token(sha256('one')), '{"name": "sidebar", "role": "sender"}', 'a token is found by its hash');
select is(api.find_token(sha256('three')), null, 'another is not');
select is(api.find_token('one'), null, 'nor is the token in the place of its hash');
select api.revoke_token('sidebar', test.monday('1 hour'));
select is(api.find_token(sha256('one')), null, 'a revoked one opens nothing from then on');
select is(api.find_token(sha256('two')) ->> 'name', 'report', 'and the others go on');
select * from finish();
rollback;
