using Outlier.Migrator;
var r = DatabaseMigrator.Run(new MigrationOptions(args[0], false, args.Contains("--without-cron")));
Console.WriteLine($"{r.Migrations.Count} {r.Functions.Count} {r.Cron}");
