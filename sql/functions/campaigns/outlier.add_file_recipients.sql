-- Every line is kept with its verdict; of lines with the same number the first that can be used counts. A message
-- column (p_messages) makes a text of each line its own. A blank one stays null: the campaign's text, if it has
-- one, stands in for it when the campaign is queued, as it is then.
create or replace function outlier.add_file_recipients(
  p_campaign_id bigint,
  p_lines integer[],
  p_raw text[],
  p_phone_numbers text[],
  p_messages text[] default null,
  p_now timestamptz default now()
)
returns void
language plpgsql
volatile
set search_path = ''
-- A large file is sorted in memory.
set work_mem = '64MB'
-- Compiling a plan would take longer than carrying it out.
set jit = off
as $$
declare
  v_is_heeded boolean := exists (select from outlier.erased_people);
  v_own text[] := array(select n.phone_number from outlier.sending_numbers as n);
  v_has_text boolean := exists (
    select from outlier.campaigns as c where c.id = p_campaign_id and c.first_message is not null
  );
begin
  with written as materialized (
    select
      f.line,
      coalesce(pg_catalog.left(f.raw, 200), '') as raw,
      -- Most files have them as they should be, and a hundred thousand calls take a second.
      case
        when pg_catalog.octet_length(f.phone_number) = 12 and f.phone_number ~ '^\+1[0-9]+$' then f.phone_number
        else outlier.normalize_phone_number(f.phone_number)
      end as phone_number,
      -- The shortcuts are for a hundred thousand lines, too.
      case
        when f.message is null then null
        when pg_catalog.ascii(f.message) between 33 and 126 or f.message ~ '[a-zA-Z0-9]' then f.message
        when not outlier.is_blank(f.message) then f.message
      end as message
    -- Side by side: the form of unnest that takes several arrays has no qualified name.
    from unnest(p_lines, p_raw, p_phone_numbers, p_messages) as f (line, raw, phone_number, message)
  ),
  looked_up as (
    select
      w.*,
      author.phone_number is null as is_new,
      author.unsubscribed,
      author.exclude,
      case
        when w.phone_number is null or w.phone_number = any (v_own) then 'invalid_number'
        when p_messages is null then null
        when w.message is null and not v_has_text then 'no_message'
        when pg_catalog.char_length(w.message) > 1600 then 'message_too_long'
      end as flaw
    from written as w
    -- One look into the index for each line: to hash the audience would take longer, and the longer the larger it is.
    left join lateral (
      select a.phone_number, a.unsubscribed, a.exclude
      from outlier.authors as a
      where a.phone_number = w.phone_number
      limit 1
    ) as author on true
  ),
  judged as materialized (
    select l.*, pg_catalog.min(l.line) over (partition by l.phone_number, l.flaw) as first_line
    from looked_up as l
  ),
  known as (
    insert into outlier.authors (phone_number, added_via_file_upload, created_at, updated_at)
    select j.phone_number, true, p_now, p_now
    from judged as j
    where j.phone_number is not null
      and j.phone_number <> all (v_own)
      and j.is_new
      and j.line = j.first_line
    -- In one order, so that two files at once do not wait for each other.
    order by j.phone_number
    on conflict (phone_number) do nothing
  )
  insert into outlier.campaign_file_recipients (campaign_id, line, raw, phone_number, message, verdict, duplicate_of)
  select
    p_campaign_id,
    j.line,
    j.raw,
    j.phone_number,
    j.message,
    case
      when j.flaw is not null then j.flaw
      when j.line <> j.first_line then 'duplicate'
      when j.unsubscribed then 'unsubscribed'
      when j.exclude then 'excluded'
      else 'accepted'
    end,
    case when j.flaw is null and j.line <> j.first_line then j.first_line end
  from judged as j
  order by j.line;
  -- Who became an author with this very file is neither unsubscribed nor excluded, unless they were so and had been
  -- erased.
  if v_is_heeded then
    update outlier.campaign_file_recipients as f
    set verdict = case when a.unsubscribed then 'unsubscribed' else 'excluded' end
    from outlier.authors as a
    where f.campaign_id = p_campaign_id
      and f.verdict = 'accepted'
      and a.phone_number = f.phone_number
      and (a.unsubscribed or a.exclude);
  end if;

  update outlier.campaigns as c
  set recipient_count = (
    select pg_catalog.count(*)
    from outlier.campaign_file_recipients as f
    where f.campaign_id = p_campaign_id
      and f.verdict = 'accepted'
  )
  where c.id = p_campaign_id;
end;
$$;
comment on function outlier.add_file_recipients(bigint, integer[], text[], text[], text[], timestamptz) is
  'Takes in the lines of a campaign''s file: numbers are normalised, unknown people become authors, and each line '
  'gets its verdict.';
