using System.Diagnostics;
using System.Globalization;
using Npgsql;
using Outlier.Simulator;
using Outlier.Tests.Support;

namespace Outlier.Benchmarks;

/// <summary>A database of its own, a simulator in this process, and the executor in a separate process.</summary>
internal sealed class Bench : IAsyncDisposable
{
    private static readonly Lazy<Task<string>> Published = new(PublishAsync);
    private Process? executor;

    private readonly string program;

    private Bench(string program, TestDatabase database, SimulatorHost simulator, NpgsqlConnection connection)
    {
        this.program = program;
        Database = database;
        Simulator = simulator;
        Connection = connection;
    }

    public TestDatabase Database { get; }

    public SimulatorHost Simulator { get; }

    public NpgsqlConnection Connection { get; }

    /// <summary>Largest resident memory of the executor so far, in MB.</summary>
    public double PeakMegabytes
    {
        get
        {
            executor!.Refresh();
            return executor.PeakWorkingSet64 / 1_048_576.0;
        }
    }

    public static async Task<Bench> OpenAsync(SimulatorOptions options)
    {
        TestServer.InMemory = false;
        var database = await TestDatabase.CloneAsync();
        var simulator = await SimulatorHost.StartAsync(options);
        var connection = new NpgsqlConnection(database.ConnectionString + ";Command Timeout=0");
        await connection.OpenAsync();
        var bench = new Bench(await Published.Value, database, simulator, connection);
        // Contact hours and caps are active, so that the database checks each message against them. They hold no
        // message back.
        await bench.RunAsync(
            $"""
             select test.with_rules();
             update outlier.contact_hours set opens = '00:00', closes = '24:00';
             update outlier.settings set sending_phone_number = '{options.OurNumber}', max_texts_per_day = 1000, urgent_reserve = 0;
             """);
        return bench;
    }

    public Task RunAsync(string sql) => Connection.ExecuteAsync(sql);

    public async Task<T> ReadAsync<T>(string sql) => (await Connection.ScalarAsync<T>(sql))!;

    public Task RaiseQuotasAsync() => RunAsync("delete from outlier.quota_limits; update outlier.quotas set max_concurrent = null");

    /// <summary>Adds people whose numbers cannot exist, because no area code begins with 0.</summary>
    /// <param name="count">Number of people that a broadcast is for.</param>
    /// <param name="areThere">Whether the people are already in the database.</param>
    public Task AddPeopleAsync(int count, bool areThere = false) => RunAsync(string.Create(
        CultureInfo.InvariantCulture,
        $"""
         insert into outlier.authors (phone_number)
         select '+1' || lpad(n::text, 10, '0') from generate_series(1, {(areThere ? 0 : count)}) as n;
         analyze outlier.authors;
         insert into outlier.audience_segments (name, query) values ('Everybody', 'select phone_number from authors');
         insert into outlier.broadcasts (first_message, no_users) values ('Hi, this is Example Newsroom. Reply YES for details or STOP to opt out.', {count});
         insert into outlier.broadcasts_segments select b.id, s.id, 100 from outlier.broadcasts as b cross join outlier.audience_segments as s;
         """));

    /// <param name="address">Address at which it answers HTTP. Null: a free port.</param>
    /// <param name="settings">Additional environment variables.</param>
    public void StartExecutor(Uri? address = null, params (string Key, string Value)[] settings)
    {
        var start = new ProcessStartInfo("dotnet", [program, "run"])
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
        };
        start.Environment["ConnectionStrings__Outlier"] = Database.ConnectionStringFor("outlier_executor") + ";Pooling=true";
        start.Environment["Missive__BaseUrl"] = new Uri(Simulator.Address, "v1").ToString();
        foreach (var key in new[] { "FirstMessagesToken", "SecondMessagesToken", "GeneralToken", "WebhookSecret" })
        {
            start.Environment["Missive__" + key] = key;
        }

        start.Environment["ASPNETCORE_URLS"] = address?.ToString() ?? "http://127.0.0.1:0";
        foreach (var (key, value) in settings)
        {
            start.Environment[key] = value;
        }

        executor = Process.Start(start)!;
        executor.OutputDataReceived += (_, _) => { };
        executor.BeginOutputReadLine();
    }

    /// <summary>Ends the executor, and waits until its database sessions have ended.</summary>
    public async Task StopExecutorAsync()
    {
        executor!.Kill();
        await executor.WaitForExitAsync();
        executor.Dispose();
        executor = null;
        while (await ReadAsync<bool>("select exists (select from pg_stat_activity where application_name like 'outlier %' and datname = current_database())"))
        {
            await Task.Delay(50);
        }
    }

    /// <summary>Waits until the executor listens for notifications.</summary>
    public async Task ReadyAsync()
    {
        while (await ReadAsync<long>("select count(*) from pg_stat_activity where application_name = 'outlier listener' and datname = current_database() and state = 'idle'") == 0)
        {
            await Task.Delay(50);
        }
    }

    // Benchmarks run the program as it is deployed.
    private static async Task<string> PublishAsync()
    {
        var folder = Repository.PathTo("artifacts", "benchmarked");
        await Shell.RunAsync("dotnet", "publish", Repository.PathTo("executor"), "--configuration", "Release", "--output", folder, "--nologo", "--verbosity", "quiet");
        return Path.Combine(folder, "outlier.dll");
    }

    public async ValueTask DisposeAsync()
    {
        executor?.Kill();
        executor?.Dispose();
        await Simulator.DisposeAsync();
        await Connection.DisposeAsync();
        await Database.DisposeAsync();
    }
}
