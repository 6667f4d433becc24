begin;
select plan(1);
select ok(true);
select diag(x::text) from outlier.place_of('+13135550100', null, null) x;
select diag(x::text) from outlier.contact_hours_at('+13135550100', '2026-03-02 15:00+00') x;
select diag(x::text) from outlier.contact_hours_at('+12055550100', '2026-03-08 15:00+00') x;
select diag(x::text) from outlier.contact_hours_at('+447700900100', '2026-03-08 15:00+00') x;
select diag(x::text) from outlier.contact_hours_at('+79000000000', '2026-03-08 15:00+00') x;
do $$ declare t timestamptz; i int; r record; begin
 for k in 1..2 loop
 t := clock_timestamp(); for i in 1..20000 loop perform outlier.place_of('+13135550100', null, null); end loop;
 raise warning 'place_of us %', extract(epoch from clock_timestamp()-t)*1e6/20000;
 t := clock_timestamp(); for i in 1..20000 loop perform outlier.place_of('+447700900100', null, null); end loop;
 raise warning 'place_of abroad us %', extract(epoch from clock_timestamp()-t)*1e6/20000;
 t := clock_timestamp(); for i in 1..2000 loop perform outlier.contact_window('{MI}', '{America/New_York}', '2026-03-02 15:00+00'); end loop;
 raise warning 'window us %', extract(epoch from clock_timestamp()-t)*1e6/2000;
 t := clock_timestamp(); for i in 1..2000 loop perform outlier.contact_window('{FL}', '{America/New_York,America/Chicago}', '2026-03-02 15:00+00'); end loop;
 raise warning 'window 2 zones us %', extract(epoch from clock_timestamp()-t)*1e6/2000;
 end loop;
end $$;
select * from finish();
rollback;
