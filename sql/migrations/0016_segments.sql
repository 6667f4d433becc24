-- Both take a limit now, and say who is barred.
drop function if exists outlier.run_segment(text);
drop function if exists outlier.segment_phone_numbers(text, text);
