begin;
select plan(34);
create function pg_temp.counts(
  p_text text, p_encoding text, p_parts integer, p_units integer, p_why text
) returns text language sql as $$
  select is(s::text, format('(%s,%s,%s,%s)', p_encoding, p_parts, char_length(p_text), p_units), p_why)
  from outlier.sms_segments(p_text) as s
$$;
select pg_temp.counts('', 'GSM-7', 1, 0, 'nothing');
select pg_temp.counts(repeat('a', 160), 'GSM-7', 1, 160, '160 letters fit into one');
select pg_temp.counts(repeat('a', 161), 'GSM-7', 2, 161, '161 do not');
select pg_temp.counts(repeat('a', 306), 'GSM-7', 2, 306, '306 fit into two');
select pg_temp.counts(repeat('a', 307), 'GSM-7', 3, 307, '307 do not');
select pg_temp.counts(repeat('á', 70), 'UCS-2', 1, 70, '70 of the other alphabet fit into one');
select pg_temp.counts(repeat('á', 71), 'UCS-2', 2, 71, '71 do not');
select pg_temp.counts(repeat('á', 134), 'UCS-2', 2, 134, '134 fit into two');
select pg_temp.counts(repeat('á', 135), 'UCS-2', 3, 135, '135 do not');
select pg_temp.counts(repeat('a', 152) || '中', 'UCS-2', 3, 153, 'one character makes the whole text of its alphabet');
select pg_temp.counts(repeat('a', 159) || '€', 'GSM-7', 2, 161, 'an extended one takes two');
select pg_temp.counts(repeat('a', 158) || '€', 'GSM-7', 1, 160, 'and may be the last of one');
select pg_temp.counts(
  repeat('a', 152) || '€' || repeat('a', 152),
  'GSM-7',
  3,
  306,
  'it is not split: where one septet is left it begins the next part'
);
select pg_temp.counts(
  repeat('a', 151) || '€' || repeat('a', 153), 'GSM-7', 2, 306, 'where two are left it is the last'
);
select pg_temp.counts(repeat('€', 80), 'GSM-7', 1, 160, 'eighty of them are one');
select pg_temp.counts(repeat('€', 153), 'GSM-7', 3, 306, '76 go into each of several');
select pg_temp.counts(repeat('🎉', 35), 'UCS-2', 1, 70, 'an emoji takes two');
select pg_temp.counts(repeat('🎉', 36), 'UCS-2', 2, 72, 'so 36 are more than one');
select pg_temp.counts(repeat('🎉', 67), 'UCS-2', 3, 134, 'and is not split either');
select pg_temp.counts(repeat('a', 66) || '🎉' || repeat('a', 66), 'UCS-2', 3, 134, 'wherever it stands');
select pg_temp.counts('^{}\[~]|€' || E'\f', 'GSM-7', 1, 20, 'the extended characters');
select pg_temp.counts(
  '@£$¥èéùìòÇØøÅåÆæßÉÄÖÑÜ§äöñüà¿¡ΔΦΓΛΩΠΨΣΘΞ_' || E'\r\n', 'GSM-7', 1, 43, 'the basic ones that are not ASCII'
);
select pg_temp.counts(' !"#%&''()*+,-./0123456789:;<=>?', 'GSM-7', 1, 31, 'punctuation');
select pg_temp.counts('¤', 'GSM-7', 1, 1, 'the currency sign');
select pg_temp.counts('ç', 'UCS-2', 1, 1, 'ç is not Ç');
select pg_temp.counts('í', 'UCS-2', 1, 1, 'Spanish í');
select pg_temp.counts('ñ', 'GSM-7', 1, 1, 'but not ñ');
select pg_temp.counts('’', 'UCS-2', 1, 1, 'a curly quotation mark');
select pg_temp.counts('–', 'UCS-2', 1, 1, 'a dash');
select pg_temp.counts('…', 'UCS-2', 1, 1, 'an ellipsis');
select pg_temp.counts(E'\u00a0', 'UCS-2', 1, 1, 'a space that does not break');
select pg_temp.counts('`', 'UCS-2', 1, 1, 'a backtick');
select pg_temp.counts(E'\t', 'UCS-2', 1, 1, 'a tabulator');
select is((select s.parts from outlier.sms_segments(repeat('a', 1600)) as s), 11, '1,600 letters');
select * from finish();
rollback;
