using System.Collections.Concurrent;
using Npgsql;
using Outlier.Tests.Support;

namespace Outlier.Tests.Sql.PgTap;

/// <summary>Runs the files of sql/tests. Each runs in a transaction that the file itself rolls back.</summary>
internal static class TapRunner
{
    // The files run once per process, when the tests are listed, because only then are the assertions known.
    private static readonly Lazy<IReadOnlyList<TapResult>> Run = new(() => Task.Run(RunAllAsync).GetAwaiter().GetResult());

    public static IReadOnlyList<TapResult> Results => Run.Value;

    private static async Task<IReadOnlyList<TapResult>> RunAllAsync()
    {
        var root = Repository.PathTo("sql", "tests");
        // OUTLIER_SQL_TESTS=schedules runs only the files whose path contains that word.
        var wanted = Environment.GetEnvironmentVariable("OUTLIER_SQL_TESTS") ?? string.Empty;
        var files = new ConcurrentQueue<string>(Directory.EnumerateFiles(root, "*.sql", SearchOption.AllDirectories)
            .Select(file => Path.GetRelativePath(root, file).Replace('\\', '/'))
            .Where(file => !file.StartsWith("_support/", StringComparison.Ordinal) && file.Contains(wanted, StringComparison.Ordinal))
            .Order(StringComparer.Ordinal));
        var results = new ConcurrentBag<TapResult>();
        try
        {
            await Task.WhenAll(Enumerable.Range(0, Math.Max(2, Environment.ProcessorCount)).Select(_ => WorkAsync(root, files, results)));
        }
        catch (Exception exception) when (exception is InvalidOperationException or NpgsqlException or Migrator.MigrationException)
        {
            results.Add(new TapResult("database", "is there for the tests", Passed: false, SkipReason: null, exception.ToString()));
        }

        return [.. results.OrderBy(result => result.File, StringComparer.Ordinal)];
    }

    private static async Task WorkAsync(string root, ConcurrentQueue<string> files, ConcurrentBag<TapResult> results)
    {
        await using var database = await TestDatabase.CloneAsync();
        while (files.TryDequeue(out var file))
        {
            // Runs as the owner, with the rights of the jobs. The search path excludes the product's schemas, so an
            // unqualified name in product code fails.
            await using var connection = await database.OpenAsync("outlier_owner", "tap,test");
            var text = await File.ReadAllTextAsync(Path.Combine(root, file));
            IReadOnlyList<string> categories = [.. Requirements.CategoriesOf(text)];
            foreach (var result in await RunFileAsync(connection, file, text))
            {
                results.Add(result with { Categories = categories });
            }
        }
    }

    private static async Task<IReadOnlyList<TapResult>> RunFileAsync(NpgsqlConnection connection, string file, string text)
    {
        var rows = new List<string>();
        string? error = null;
        await using var command = new NpgsqlCommand(text, connection) { CommandTimeout = 1200 };
        try
        {
            await using var reader = await command.ExecuteReaderAsync();
            do
            {
                while (await reader.ReadAsync())
                {
                    if (reader.FieldCount > 0 && reader.GetValue(0) is string row)
                    {
                        rows.Add(row);
                    }
                }
            }
            while (await reader.NextResultAsync());
        }
        catch (PostgresException exception)
        {
            error = $"{exception.SqlState} {exception.MessageText} {exception.Detail} {exception.Hint} {exception.Where} (statement: {exception.BatchCommand?.CommandText})";
        }
        catch (NpgsqlException exception)
        {
            error = exception.ToString();
        }

        return TapParser.Parse(file, rows, error);
    }
}
