-- Only so far ahead that the answers are fresh when the messages go; and a Missive that does not answer holds up nobody else.
create or replace function outlier.checks_left(p_campaign outlier.campaigns)
returns integer
language sql
stable
strict
set search_path = ''
as $$
  select case
    when outlier.has_exclusion(p_campaign.segments) then
      10 - (
        select pg_catalog.count(*)::integer
        from outlier.queued_messages as q
        where q.campaign_id = p_campaign.id
          and q.state = 'checking'
      )
    else 2147483647
  end;
$$;
comment on function outlier.checks_left(outlier.campaigns) is 'How many more recipients of a campaign may be asked about in Missive now: 10 at a time; any number where it excludes nobody.';
