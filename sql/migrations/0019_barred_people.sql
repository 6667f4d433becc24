-- With the reasons in it: a broadcast that lists everybody barred reads no row of theirs in the table.
drop index outlier.authors_barred_from_broadcasts_idx;
create index authors_barred_from_broadcasts_idx on outlier.authors (phone_number) include (unsubscribed, exclude)
  where unsubscribed or exclude or added_via_file_upload;
