using System.Net.NetworkInformation;
using System.Security.Cryptography;
using DotNet.Testcontainers.Builders;
using Testcontainers.PostgreSql;

namespace Outlier.Tests.Support;

/// <summary>PostgreSQL in a container, from the same image as deployments.</summary>
internal sealed class ContainerServer(PostgreSqlContainer container) : TestServer
{
    private const string TestPackages = "postgresql-17-pgtap postgresql-17-plpgsql-check";

    public override string Description => "a container of deploy/postgres.Dockerfile";

    public override string ConnectionString => container.GetConnectionString();

    public static async Task<ContainerServer> StartNewAsync()
    {
        var image = new ImageFromDockerfileBuilder()
            .WithName("localhost/outlier-test-postgres:17")
            .WithContextDirectory(Repository.PathTo("deploy"))
            .WithDockerfileDirectory(Repository.PathTo("deploy"))
            .WithDockerfile("postgres.Dockerfile")
            .WithBuildArgument("EXTRA_PACKAGES", TestPackages)
            // Image layers are kept, so that the next run need not build them again.
            .WithDeleteIfExists(false)
            .WithCleanUp(false)
            .WithCreateParameterModifier(parameters => parameters.NetworkMode = "host")
            .Build();
        await image.CreateAsync();
        var builder = new PostgreSqlBuilder(image)
            .WithDatabase("postgres")
            .WithUsername("postgres")
            .WithPassword(Guid.NewGuid().ToString("N"))
            .WithPortBinding(FreePort(), PostgreSqlBuilder.PostgreSqlPort)
            .WithCommand([.. ServerSettings.For(withCron: true).SelectMany(setting => new[] { "-c", setting })]);
        var container = (InMemory ? builder.WithTmpfsMount("/var/lib/postgresql/data") : builder).Build();
        await container.StartAsync();
        return new ContainerServer(container);
    }

    public override async Task<(int ExitCode, string Output)?> RunToolAsync(string program, params string[] arguments)
    {
        var result = await container.ExecAsync([program, "-U", "postgres", .. arguments]);
        return ((int)(result.ExitCode ?? -1), result.Stdout + result.Stderr);
    }

    protected override async Task<string?> ReadLogAsync()
    {
        var (output, error) = await container.GetLogsAsync(timestampsEnabled: false);
        return output + error;
    }

    protected override ValueTask StopAsync() => container.DisposeAsync();

    // Selects a port outside the range that the system assigns by itself (Linux: from 32768 on). Some engines forward a
    // container's port without reserving it. If a program of a test got the same port, it could not be reached.
    private static int FreePort()
    {
        var used = IPGlobalProperties.GetIPGlobalProperties().GetActiveTcpListeners().Select(listener => listener.Port).ToHashSet();
        int port;
        do
        {
            port = RandomNumberGenerator.GetInt32(20_000, 32_000);
        }
        while (used.Contains(port));
        return port;
    }
}
