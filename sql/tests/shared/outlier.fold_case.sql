begin;
select plan(9);

select is(outlier.fold_case('SPRING INITIATIVE'), 'spring initiative', 'English letters');
select is(outlier.fold_case('AÑO MÓVIL'), outlier.fold_case('año móvil'), 'accents keep their letters');
select isnt(outlier.fold_case('Ano'), outlier.fold_case('Año'), 'an accent counts');
select is(outlier.fold_case(E'A\u0301'), outlier.fold_case('á'), 'decomposed letters are the same');
select is(outlier.fold_case('ЙОД ΑΘΗΝΑ ØL'), 'йод αθηνα øl', 'letters of other scripts');
select is(outlier.lower_case('QUIT'), 'quit', 'the small letter of I is i');
select is(outlier.fold_case(null), null, 'nothing of nothing');
select is(
  outlier.fold_case('SPRING INITIATIVE Ñ' collate "C"), 'spring initiative ñ',
  'whatever collation the argument has'
);
select ok(
  not exists (
    select
    from pg_catalog.generate_series(65, 90) as letter
    where outlier.lower_case(pg_catalog.chr(letter)) <> pg_catalog.chr(letter + 32)
  ),
  'each capital letter of English'
);

select * from finish();
rollback;
