-- Every status that Twilio uses, in any order of arrival.
begin;
select plan(4);
create temp table words as
select
  word, word in ('delivered', 'undelivered', 'failed', 'canceled', 'read', 'received', 'partially_delivered') as final
from unnest(
  array[
    'accepted', 'scheduled', 'queued', 'sending', 'sent', 'delivered', 'undelivered', 'failed', 'canceled', 'read',
    'received', 'receiving', 'partially_delivered'
  ]
) as word;
select is(
  (
    select count(*)
    from words as known
    cross join words as reported
    where known.final and outlier.merge_status(known.word, reported.word) <> known.word
  ),
  0::bigint,
  'no word takes the place of a final one'
);
select is(
  (
    select count(*)
    from words as known
    cross join words as reported
    where not known.final and outlier.merge_status(known.word, reported.word) <> reported.word
  ),
  0::bigint,
  'any word takes the place of one that is not'
);
select is(
  (select count(*) from words where outlier.merge_status(word, null) is distinct from word),
  0::bigint,
  'nothing reported, nothing changed'
);
select is(
  (select count(*) from words where outlier.merge_status(null, word) is distinct from word),
  0::bigint,
  'what is known first is kept'
);
select * from finish();
rollback;
