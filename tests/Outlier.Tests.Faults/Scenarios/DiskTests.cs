using Npgsql;
using Outlier.Tests.Faults.Support;

namespace Outlier.Tests.Faults.Scenarios;

/// <summary>Checks that no text is lost or doubled if the database server's disk is full.</summary>
public sealed class DiskTests
{
    [Test]
    [Category("fault-suite")]
    public async Task The_disk_of_the_tables_is_full_for_a_while()
    {
        if (!await (await TestDatabase.ServerAsync()).RestartAsync("fast"))
        {
            Assert.Ignore("Only a server that these tests started on this machine sees the small disk.");
        }

        await using var disk = await TinyDisk.MountAsync(64);
        await using (var proof = await Proof.OpenAsync())
        {
            await proof.RunAsync($"create tablespace outlier_tiny location '{disk.Folder}'");
            // PostgreSQL writes the outcome of each call and each follow-up to these tables.
            await proof.RunAsync(
                """
                alter table outlier.message_statuses set tablespace outlier_tiny;
                alter table outlier.broadcast_second_messages set tablespace outlier_tiny;
                """);
            await proof.StartAndListenAsync();
            for (var times = Chance.Times(2); times > 0; times--)
            {
                await proof.BroadcastIfThroughAsync();
                await proof.SomeAreSentAsync(proof.Random.Next(60));
                disk.Fill();
                await Task.Delay(proof.Random.Next(1500));
                disk.Clear();
                proof.Faults++;
            }

            await proof.JudgeAsync();
        }

        await (await TestDatabase.ServerAsync()).ExecuteAsync("drop tablespace outlier_tiny");
    }

    [Test]
    [Category("fault-suite")]
    public async Task The_disk_of_the_write_ahead_log_is_full_for_a_while()
    {
        await using var disk = await TinyDisk.MountAsync(160);
        var server = await TestDatabase.ServerAsync();
        var log = Path.Combine(disk.Folder, "pg_wal");
        if (!await server.RestartAsync("fast", data => MoveAsync(Path.Combine(data, "pg_wal"), log, leaveLink: true)))
        {
            Assert.Ignore("Only the log of a server that these tests started on this machine can be moved.");
        }

        await using (var proof = await Proof.OpenAsync())
        {
            await proof.StartAndListenAsync();
            for (var times = Chance.Times(1); times > 0; times--)
            {
                await proof.BroadcastIfThroughAsync();
                await proof.SomeAreSentAsync(proof.Random.Next(60));
                disk.Fill();
                await FillLogAsync(server);
                proof.Faults++;
                await Task.Delay(proof.Random.Next(500));
                disk.Clear();
                // The server may have stopped by itself. If not, this is the restart by an operator.
                await server.RestartAsync("immediate");
            }

            await proof.JudgeAsync();
        }

        await server.RestartAsync("fast", data => MoveAsync(log, Path.Combine(data, "pg_wal"), leaveLink: false));
    }

    // A segment of the write-ahead log has 16 MB. The next segment finds no room.
    private static async Task FillLogAsync(TestServer server)
    {
        try
        {
            for (var segment = 0; segment < 12; segment++)
            {
                await server.ExecuteAsync("create table filler as select repeat('x', 2000) as x from generate_series(1, 9000); drop table filler");
            }

            Assert.Fail("The log had room for all.");
        }
        catch (NpgsqlException)
        {
            // The disk is full, as intended.
        }
    }

    // The server expects its log in its data folder, and follows a symbolic link there.
    private static async Task MoveAsync(string from, string to, bool leaveLink)
    {
        await Shell.RunAsync("sh", "-c", $"rm -rf {to} && cp -a {from} {to} && rm -rf {from}");
        if (leaveLink)
        {
            await Shell.RunAsync("ln", "-s", to, from);
        }
    }
}
