using Microsoft.Extensions.Options;
using Outlier.Migrator;

namespace Outlier.Executor.Database;

/// <summary>Registers the connections to PostgreSQL and the services that use them.</summary>
internal static class DatabaseRegistration
{
    public static void AddDatabase(this WebApplicationBuilder builder)
    {
        builder.Services.AddOptions<DatabaseOptions>()
            .Configure<IConfiguration>((options, configuration) =>
            {
                options.ConnectionString = configuration.GetConnectionString("Outlier") ?? string.Empty;
                options.ReadOnlyConnectionString = configuration.GetConnectionString("OutlierReadOnly") ?? string.Empty;
                options.Installation = configuration["Installation:Name"]?.Trim() ?? string.Empty;
            })
            .Validate(options => options.Installation.Length <= 100, "Installation__Name has more than 100 characters. Choose a shorter one.")
            .Validate(
                options => options.ConnectionString.Length > 0,
                "ConnectionStrings__Outlier is not set. Set it to the connection string of the database, such as Host=localhost;Database=outlier;Username=outlier_executor;Password=….")
            .Validate(options => options.IsReadable, "ConnectionStrings__Outlier is not an Npgsql connection string. Set it to one, such as Host=localhost;Database=outlier;Username=outlier_executor;Password=….")
            .Validate(
                options => options.IsReadOnlyReadable,
                "ConnectionStrings__OutlierReadOnly is not an Npgsql connection string. Set it to one, such as Host=standby;Database=outlier;Username=outlier_executor;Password=….")
            .ValidateOnStart();
        builder.Services.AddSingleton(services => new DatabasePools(services.GetRequiredService<IOptions<DatabaseOptions>>().Value));
        builder.Services.AddHttpContextAccessor();
        builder.Services.AddSingleton<StandbyReads>();
        builder.Services.AddSingleton<OutlierApi>();
        builder.Services.AddSingleton(_ => SchemaRange.OfThisProgram(ScriptCatalog.Load()));
        builder.Services.AddSingleton<SchemaCheck>();
        builder.Services.AddSingleton<NotificationListener>();
        builder.Services.AddHostedService(services => services.GetRequiredService<NotificationListener>());
    }
}
