-- So that the sample can be run again at once.
update outlier.settings set max_texts_per_day = null;
