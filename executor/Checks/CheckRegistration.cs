namespace Outlier.Executor.Checks;

/// <summary>Registers the checks of <c>outlier check</c>.</summary>
internal static class CheckRegistration
{
    public static void AddChecks(this WebApplicationBuilder builder)
    {
        builder.Services.AddSingleton<VendorCall>();
        builder.Services.AddSingleton<IInstallationCheck, DatabaseCheck>();
        builder.Services.AddSingleton<IInstallationCheck, ConnectionsCheck>();
        builder.Services.AddSingleton<IInstallationCheck, StandbyCheck>();
        builder.Services.AddSingleton<IInstallationCheck, FunctionsCheck>();
        builder.Services.AddSingleton<IInstallationCheck, TokenQuotaCheck>();
        builder.Services.AddSingleton<IInstallationCheck, MissiveCheck>();
        builder.Services.AddSingleton<IInstallationCheck, TwilioCheck>();
        builder.Services.AddSingleton<IInstallationCheck, DubCheck>();
        builder.Services.AddSingleton<IInstallationCheck, AuthorityCheck>();
        builder.Services.AddSingleton<IInstallationCheck, AudienceCheck>();
    }
}
