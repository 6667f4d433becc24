create or replace function outlier.refuse_text_beside_texts(p_campaign outlier.campaigns)
returns void
language plpgsql
immutable
set search_path = ''
as $$
begin
  if p_campaign.is_personalized and p_campaign.first_message is not null then
    raise exception using
      errcode = 'OT010',
      message = 'firstMessage and a file with a column of texts are both given: people would get the texts of the '
        'file, and never see firstMessage',
      hint = 'To send firstMessage to everybody, send messageColumn: null (in a form an empty field) with the file, '
        'which ignores its column of texts. '
        'To send the texts of the file, leave firstMessage out, or send null for it.';
  end if;
end;
$$;
comment on function outlier.refuse_text_beside_texts(outlier.campaigns) is
  'Raises OT010 if a campaign has both a text for everybody and a file with a text for each person.';
