-- Shows: api.revoke_token
begin;
select plan(5);
select throws_ok(
  $$select api.revoke_token('sidebar')$$, 'OT009', 'there is no active token with the name ''sidebar''', 'there is nothing to revoke'
);
select api.create_token('sidebar', 'sender', sha256('one'), test.monday());
select lives_ok($$select api.revoke_token('sidebar', test.monday('1 hour'))$$, 'a token is revoked by its name');
select is((select revoked_at from outlier.api_tokens), test.monday('1 hour'), 'which is on record');
select throws_ok($$select api.revoke_token('sidebar', test.monday('2 hours'))$$, 'OT009', null, 'once is enough');
select is((select revoked_at from outlier.api_tokens), test.monday('1 hour'), 'and when it was stays');
select * from finish();
rollback;
