-- What a team's program shows at the door. Only the hash is here: whoever reads the table, or a copy of it, can open nothing.
create table outlier.api_tokens (
  id bigint generated always as identity primary key,
  name text not null
    constraint token_name_has_1_to_100_printable_characters check (name ~ '^[^[:space:][:cntrl:]]([^[:cntrl:]]{0,98}[^[:space:][:cntrl:]])?$'),
  role text not null
    constraint token_role_is_viewer_editor_or_sender check (role in ('viewer', 'editor', 'sender')),
  digest bytea not null
    constraint token_digest_is_a_sha256 check (octet_length(digest) = 32)
    constraint a_token_is_known_once unique,
  created_at timestamptz not null default now(),
  revoked_at timestamptz
    constraint a_token_is_revoked_after_it_was_made check (revoked_at >= created_at)
);
-- Prevents two live tokens of one name: revoking by name must end the one that is meant. A revoked one gives its name free,
-- so that a new token can take its place.
create unique index api_tokens_live_name_key on outlier.api_tokens (name) where revoked_at is null;
comment on table outlier.api_tokens is 'The tokens that the operator made for the HTTP API: who may do what, and the hash that each is known by.';
comment on column outlier.api_tokens.digest is 'SHA-256 of the token; the token itself is shown once and kept nowhere.';
