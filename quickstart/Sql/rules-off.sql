-- Removes the limit, so that the sample can run again immediately.
update outlier.settings set max_texts_per_day = null;
