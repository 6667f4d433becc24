begin;
select plan(13);
select ok(outlier.is_misspelling(word, 'stop'), format('"%s" is one edit from "stop"', word))
from unnest(array['stip', 'sotp', 'tsop', 'stpo', 'stopp', 'sto', 'top', 'atop', 'st0p']) as word;
select ok(not outlier.is_misspelling(word, 'stop'), format('"%s" is not', word))
from unnest(array['stop', 'stoops', 'pots', 'ship']) as word;
select * from finish();
rollback;
