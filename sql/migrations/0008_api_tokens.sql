create table outlier.api_tokens (
  id bigint generated always as identity primary key,
  name text not null
    constraint a_token_has_a_name check (name ~ '\S' and char_length(name) <= 100),
  role text not null
    constraint role_is_viewer_editor_or_sender check (role in ('viewer', 'editor', 'sender')),
  digest bytea not null
    constraint digest_is_a_sha256 check (octet_length(digest) = 32),
  created_at timestamptz not null default now(),
  revoked_at timestamptz,
  constraint digests_are_unique unique (digest)
);
-- A name means one token: to revoke it says which.
create unique index a_name_has_one_token_that_is_not_revoked on outlier.api_tokens (name) where revoked_at is null;
comment on table outlier.api_tokens is 'Tokens of the HTTP API that the operator made. What a token is, nobody can tell from here: only its hash is kept.';
comment on column outlier.api_tokens.role is 'viewer reads, editor changes too, sender sends too.';
comment on column outlier.api_tokens.digest is 'SHA-256 of the token, which has 256 random bits.';
