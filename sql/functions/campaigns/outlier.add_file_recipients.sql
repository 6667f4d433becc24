-- Every line is stored with its verdict. If several lines have the same number, the first usable one counts. A message
-- column (p_messages) gives each line its own text. A blank text becomes null. If the campaign has a text, that line
-- gets it, in its current version, when the campaign is queued.
create or replace function outlier.add_file_recipients(
  p_campaign_id bigint,
  p_lines integer[],
  p_raw text[],
  p_phone_numbers text[],
  p_messages text[] default null,
  p_now timestamptz default now(),
  p_numbers text default 'none'
)
returns void
language plpgsql
volatile
set search_path = ''
as $$
declare
  v_is_heeded boolean := exists (select from outlier.erased_people);
  v_own text[] := array(select n.phone_number from outlier.sending_numbers as n);
  v_has_text boolean := exists (
    select from outlier.campaigns as c where c.id = p_campaign_id and c.first_message is not null
  );
begin
  with lines as materialized (
    select
      f.line,
      coalesce(pg_catalog.left(f.raw, 200), '') as raw,
      f.phone_number,
      -- In most files the numbers are in E.164 already. A hundred thousand calls of read_cell() would take a second.
      coalesce(
        pg_catalog.octet_length(f.phone_number) = 12
          and f.phone_number ~ E'^\\+1(2[0-8]|3[0-68]|[4-7][0-8]|9[0-58])[0-9][2-9][0-9]+$'
          and f.phone_number !~ E'^\\+1([2-9]11|222222|333333|444444|555555|666666|777777|900)',
        false
      ) as is_plain,
      -- These shortcuts save time in a file of a hundred thousand lines.
      case
        when f.message is null then null
        when pg_catalog.ascii(f.message) between 33 and 126 or f.message ~ '[a-zA-Z0-9]' then f.message
        when not outlier.is_blank(f.message) then f.message
      end as message
    -- The form of unnest that takes several arrays in parallel has no schema-qualified name.
    from unnest(p_lines, p_raw, p_phone_numbers, p_messages) as f (line, raw, phone_number, message)
  ),
  written as (
    select l.line, 1 as place, l.raw, l.phone_number, null as verdict, null as note, l.message
    from lines as l
    where l.is_plain
    union all
    select l.line, cell.place, l.raw, cell.phone_number, cell.verdict, cell.note, l.message
    from lines as l
    cross join lateral outlier.read_cell(l.phone_number, p_numbers) as cell
    where not l.is_plain
  ),
  looked_up as (
    select
      w.*,
      author.phone_number is null as is_new,
      author.unsubscribed,
      author.exclude,
      case
        when w.phone_number is null then w.verdict
        when w.phone_number = any (v_own) then 'invalid_number'
        when p_messages is null then null
        when w.message is null and not v_has_text then 'no_message'
        when pg_catalog.char_length(w.message) > 1600 then 'message_too_long'
      end as flaw
    from written as w
    -- Look up each line in the index. A hash of the audience would take longer, and longer still for a larger
    -- audience.
    left join lateral (
      select a.phone_number, a.unsubscribed, a.exclude
      from outlier.authors as a
      where a.phone_number = w.phone_number
      limit 1
    ) as author on true
  ),
  judged as materialized (
    select
      l.*,
      pg_catalog.min(l.line) over same as first_line,
      pg_catalog.row_number() over (same order by l.line, l.place) > 1 as is_repeated
    from looked_up as l
    window same as (partition by l.phone_number, l.flaw)
  ),
  known as (
    insert into outlier.authors (phone_number, added_via_file_upload, created_at, updated_at)
    select j.phone_number, true, p_now, p_now
    from judged as j
    where j.phone_number is not null
      and j.phone_number <> all (v_own)
      and j.is_new
      and not j.is_repeated
    -- Insert in one order, so that two files at once do not deadlock.
    order by j.phone_number
    on conflict (phone_number) do nothing
  )
  insert into outlier.campaign_file_recipients (
    campaign_id, line, place, raw, phone_number, message, verdict, note, duplicate_of
  )
  select
    p_campaign_id,
    j.line,
    j.place,
    j.raw,
    j.phone_number,
    j.message,
    case
      when j.flaw is not null then j.flaw
      when j.is_repeated then 'duplicate'
      when j.unsubscribed then 'unsubscribed'
      when j.exclude then 'excluded'
      else coalesce(j.verdict, 'accepted')
    end,
    case
      when j.flaw = 'invalid_number' and j.phone_number is not null then 'It is our own sending number.'
      else j.note
    end,
    case when j.flaw is null and j.is_repeated then j.first_line end
  from judged as j
  order by j.line, j.place;
  -- An author whom this very file created is neither unsubscribed nor excluded, unless an erased person with this
  -- number was.
  if v_is_heeded then
    update outlier.campaign_file_recipients as f
    set verdict = case when a.unsubscribed then 'unsubscribed' else 'excluded' end
    from outlier.authors as a
    where f.campaign_id = p_campaign_id
      and f.verdict in ('accepted', 'extension')
      and a.phone_number = f.phone_number
      and (a.unsubscribed or a.exclude);
  end if;

  update outlier.campaigns as c
  set recipient_count = (
    select pg_catalog.count(*)
    from outlier.campaign_file_recipients as f
    where f.campaign_id = p_campaign_id
      and f.verdict in ('accepted', 'extension')
  )
  where c.id = p_campaign_id;
end;
$$;
comment on function outlier.add_file_recipients(bigint, integer[], text[], text[], text[], timestamptz, text) is
  'Imports the lines of a campaign''s file: normalizes the numbers, creates authors for unknown people, and stores a '
  'verdict for each line. p_numbers: see read_cell.';
