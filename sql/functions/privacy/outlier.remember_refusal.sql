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
  'Remembers, by a hash of their number, that somebody whose row goes is not to be texted; nothing where they may be.';
