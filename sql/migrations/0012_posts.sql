-- Posts of ours in Missive's conversations: what the team should see beside the texts.
insert into outlier.request_kinds (kind, called_as, description) values
  ('create_post', 'general', 'Posts into a conversation. A repeat would post again, so after any failure the post is looked for first.'),
  ('find_post', 'general', 'The latest posts of a conversation: was the post made, although no answer told so?');

create table outlier.posts (
  id bigint generated always as identity primary key,
  subject text not null,
  -- No foreign key: a conversation may be posted into before the mirror has it.
  conversation_id uuid not null,
  purpose text not null,
  text text not null,
  missive_id uuid,
  posted_at timestamptz not null default now(),
  constraint a_subject_is_posted_once unique (subject),
  constraint a_post_of_missive_belongs_to_one_subject unique (missive_id)
);
comment on table outlier.posts is 'What was posted into conversations, once Missive had accepted it.';
comment on column outlier.posts.subject is 'What the post is about, such as post:opt_out:7eab619a-…: nothing is posted twice about one subject, ever.';
comment on column outlier.posts.missive_id is 'Missive''s id of the post; null where its answer did not say.';
