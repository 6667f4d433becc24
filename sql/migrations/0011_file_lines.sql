-- A list of two hundred thousand lines is stored in one statement: checked once, and not for each line. See tg__sources_exist and
-- tg__keep_source.
alter table outlier.campaign_file_recipients
  drop constraint campaign_file_recipients_campaign_id_fkey;
