-- A segment's query is resolved into a view, judged, and read through a cursor.
drop function if exists outlier.run_segment(text, text, bigint, text[]);
drop function if exists outlier.explain_segment(text);
drop function if exists outlier.yields_authors(jsonb);
