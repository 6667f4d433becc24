begin;
select plan(8);
select is(outlier.mask_value(value), told, format('"%s": "%s"', value, told))
from (values
  ('soon', 'soon'),
  ('10:15', '10:15'),
  ('123456', '123456'),
  ('"+12005550100"', '"+…"'),
  ('call (200) 555-0100 now', 'call (… now'),
  ('1772463600000', '…'),
  (repeat('x', 100), repeat('x', 60))
) as v (value, told);
select is(outlier.mask_value(null), null, 'nothing is nothing');
select * from finish();
rollback;
