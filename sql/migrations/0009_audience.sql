-- Who carries which label, so that the audience of a campaign is read from one index and not joined together from millions of
-- conversations each time. Triggers on conversations_labels and conversations_authors keep it.
create table outlier.authors_labels (
  label_id uuid not null,
  author bigint not null,
  since timestamptz not null,
  primary key (label_id, author) include (since)
);
comment on table outlier.authors_labels is
  'Each author''s labels, over all of their conversations on which they are not archived. Kept by triggers; not to be written to.';
comment on column outlier.authors_labels.author is 'The author''s number, as in authors.number.';
comment on column outlier.authors_labels.since is 'The latest conversations_labels.created_at: a clause with "since" counts the author if this is not before it.';

-- Half as wide as the text, and compared in one step.
alter table outlier.authors
  add column number bigint not null generated always as (substr(phone_number, 2)::bigint) stored;
comment on column outlier.authors.number is 'phone_number without its plus.';
create index authors_number_idx on outlier.authors (number);
create index authors_labels_author_idx on outlier.authors_labels (author);
create index authors_barred_idx on outlier.authors (number) include (unsubscribed, exclude) where unsubscribed or exclude;

insert into outlier.authors_labels (label_id, author, since)
select cl.label_id, substr(ca.author_phone_number, 2)::bigint, max(cl.created_at)
from outlier.conversations_labels as cl
inner join outlier.conversations_authors as ca on ca.conversation_id = cl.conversation_id
where not cl.is_archived
group by 1, 2;
