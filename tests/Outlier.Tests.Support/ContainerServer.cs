using DotNet.Testcontainers.Builders;
using Testcontainers.PostgreSql;

namespace Outlier.Tests.Support;

/// <summary>PostgreSQL in a container, from the image that is deployed.</summary>
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
            // Layers are kept: the next run takes them as they are.
            .WithDeleteIfExists(false)
            .WithCleanUp(false)
            .WithCreateParameterModifier(parameters => parameters.NetworkMode = "host")
            .Build();
        await image.CreateAsync();
        var builder = new PostgreSqlBuilder(image)
            .WithDatabase("postgres")
            .WithUsername("postgres")
            .WithPassword(Guid.NewGuid().ToString("N"))
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
}
