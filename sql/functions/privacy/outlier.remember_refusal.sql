create or replace function outlier.remember_refusal(p_author outlier.authors, p_now timestamptz default now())
returns void
language sql
volatile
set search_path = ''
as $$
  insert into outlier.erased_people as known (digest, unsubscribed, exclude, erased_at)
  select outlier.person_digest(s.erasure_salt, p_author.phone_number), p_author.unsubscribed, p_author.exclude, p_now
  from outlier.settings as s
  where p_author.unsubscribed or p_author.exclude
  on conflict (digest) do update set
    unsubscribed = known.unsubscribed or excluded.unsubscribed,
    exclude = known.exclude or excluded.exclude;
$$;
comment on function outlier.remember_refusal(outlier.authors, timestamptz) is
  'Stores, under a hash of the number, that a person whose row is deleted must not be texted. Stores nothing if the '
  'person may be texted.';
