create or replace function outlier.campaign_text(p_campaign outlier.campaigns)
returns text
language sql
stable
strict
set search_path = ''
as $$
  select case
    when p_campaign.first_message is null and p_campaign.is_personalized then coalesce(
      (
        select pg_catalog.left(f.message, 80)
        from outlier.campaign_file_recipients as f
        where f.campaign_id = p_campaign.id
          and f.message is not null
          and f.verdict in ('accepted', 'extension')
        order by f.line
        limit 1
      ),
      'Personalized campaign'
    )
    else p_campaign.first_message
  end;
$$;
comment on function outlier.campaign_text(outlier.campaigns) is
  'Returns the text that the HTTP API shows as firstMessage. A personalized campaign that has no text of its own '
  'shows the first person''s text, cut to 80 characters.';
