-- Shows: api.list_tokens
begin;
select plan(2);
select is(api.list_tokens(), '[]', 'there are none at first');
select api.create_token('sidebar', 'sender', sha256('one'), test.monday());
select api.create_token('report', 'viewer', sha256('two'), test.monday('1 minute'));
select api.revoke_token('sidebar', test.monday('1 hour'));
select is(
  api.list_tokens(),
  jsonb_build_array(
    jsonb_build_object(
      'name', 'sidebar', 'role', 'sender', 'createdAt', test.monday(), 'revokedAt', test.monday('1 hour')
    ),
    jsonb_build_object('name', 'report', 'role', 'viewer', 'createdAt', test.monday('1 minute'), 'revokedAt', null)),
  'oldest first, revoked ones too, and no hash'
);
select * from finish();
rollback;
