-- Data that the team's page shows in addition to the answers of the JSON endpoints.
-- Shows: api.desk_newsroom, api.measure_text
begin;
select plan(9);
select test.settings();
update outlier.settings set time_zone = 'America/Chicago', test_numbers = '{+13135550142}';
select is(
  api.desk_newsroom(),
  '{"timeZone": "America/Chicago", "testNumbers": ["+13135550142"]}',
  'the newsroom''s clock, and to whom tests may go'
);

select is(
  api.measure_text('Hello'),
  '{"encoding": "GSM-7", "parts": 1, "length": 5, "expensive": [], "plainText": null, "plainParts": null}',
  'a plain text has nothing to replace'
);
select is(
  api.measure_text(E'\u201CIt\u2019s on\u201D \u2014 now\u2026'),
  '{"encoding": "UCS-2", "parts": 1, "length": 16, "expensive": ["“", "’", "”", "—", "…"],
    "plainText": "\"It''s on\" - now...", "plainParts": 1}',
  'curly quotes, dashes and dots are named in their order, each once, with a plain text in their place'
);
select is(
  api.measure_text(pg_catalog.repeat('a', 100) || E'\u2019') -> 'parts', '2', 'one of them makes a second part'
);
select is(
  api.measure_text(pg_catalog.repeat('a', 100) || E'\u2019') -> 'plainParts', '1', 'and its replacement spares it'
);
select is(
  api.measure_text(E'a\u00A0b\u200Bc') ->> 'plainText',
  'a bc',
  'a space that does not break is one, a space without width none'
);
select is(
  api.measure_text('Hi 🎉') - 'plainText' - 'plainParts',
  '{"encoding": "UCS-2", "parts": 1, "length": 4, "expensive": ["🎉"]}',
  'an emoji is named'
);
select is(api.measure_text('Hi 🎉') -> 'plainText', 'null', 'and has no plain counterpart');
select is(api.measure_text(null) -> 'length', '0', 'no text has no length');
select * from finish();
rollback;
