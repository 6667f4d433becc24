create or replace function outlier.find_file_problem(p_campaign_id bigint)
returns text
language sql
stable
set search_path = ''
as $$
  select case
    when not exists (
      select
      from outlier.campaign_file_recipients as f
      where f.campaign_id = p_campaign_id
        and f.phone_number is not null
    )
      then pg_catalog.format(
        'There is no phone number in the file: none of its %s lines has one that can be texted. '
        'POST /campaigns/inspect-file/ shows the reason for each line. '
        'Send a file with one number a line, or with a column called phone_number.',
        (
          select pg_catalog.count(distinct f.line)
          from outlier.campaign_file_recipients as f
          where f.campaign_id = p_campaign_id
        )
      )
  end;
$$;
comment on function outlier.find_file_problem(bigint) is
  'Returns why no campaign can be created from the imported lines. Null: one can.';
