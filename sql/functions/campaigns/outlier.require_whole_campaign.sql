create or replace function outlier.require_whole_campaign(p_campaign outlier.campaigns)
returns void
language plpgsql
stable
set search_path = ''
as $$
begin
  if p_campaign.segments is null and not p_campaign.has_file then
    raise exception using
      errcode = 'OT010',
      message =
        'the people to text are missing: send segments such as {"included": {"id": "…"}}, or a form with a file of '
        'phone numbers';
  end if;
  if p_campaign.first_message is null and not p_campaign.is_personalized then
    raise exception using errcode = 'OT010', message = 'firstMessage is missing: give the text to send';
  end if;
  if p_campaign.second_message is not null and p_campaign.is_personalized then
    raise exception using
      errcode = 'OT010',
      message =
        'secondMessage is not possible if the file has a text for each person: a personalized campaign has no '
        'follow-up';
  end if;
end;
$$;
comment on function outlier.require_whole_campaign(outlier.campaigns) is
  'Raises OT010 if a campaign lacks a field that is required for sending, or is personalized and has a follow-up.';
