-- Shows: api.create_token
begin;
select plan(12);
select lives_ok($$select api.create_token('sidebar', 'editor', sha256('one'), test.monday())$$, 'a token is made');
select results_eq(
  'select name, role, digest, created_at, revoked_at from outlier.api_tokens',
  $$values ('sidebar', 'editor', sha256('one'), test.monday(), null::timestamptz)$$,
  'its hash is kept, and who may do what'
);
select throws_ok($$
  select api.create_token('sidebar', 'viewer', sha256('two'))
$$, 'OT020', 'a token with the name ''sidebar'' exists already', 'a live name is taken');
select throws_ok($$
  select api.create_token('report', 'admin', sha256('two'))
$$, 'OT020', 'the role ''admin'' does not exist', 'a role must be one of three');
select throws_ok($$select api.create_token('report', null, sha256('two'))$$, 'OT020', null, 'and there must be one');
select throws_ok($$
  select api.create_token('', 'viewer', sha256('two'))
$$, 'OT020', 'a token cannot be named ''''', 'a name must be one');
select throws_ok($$select api.create_token(null, 'viewer', sha256('two'))$$, 'OT020', null, 'and there must be one');
select throws_ok($$
  select api.create_token(' report', 'viewer', sha256('two'))
$$, 'OT020', null, 'a name that cannot be told from another is none');
select throws_ok($$
  select api.create_token(E'a\nb', 'viewer', sha256('two'))
$$, 'OT020', null, 'nor is one that breaks a list');
select throws_ok($$
  select api.create_token('report', 'viewer', sha256('one'))
$$, '23505', null, 'one token cannot have two names');
select api.revoke_token('sidebar', test.monday('1 hour'));
select lives_ok($$
  select api.create_token('sidebar', 'viewer', sha256('two'), test.monday('2 hours'))
$$, 'a revoked token gives its name free');
select is((select count(*) from outlier.api_tokens where name = 'sidebar'), 2::bigint, 'and stays on record');
select * from finish();
rollback;
