using System.Globalization;
using System.Text.RegularExpressions;
using Outlier.Executor.Auth;
using Outlier.Executor.Campaigns;
using Outlier.Executor.Commands;
using Outlier.Executor.Database;
using Outlier.Executor.Desk;
using Outlier.Executor.Dub;
using Outlier.Executor.Http;
using Outlier.Executor.Lookup;
using Outlier.Executor.Missive;
using Outlier.Executor.Queues;
using Outlier.Executor.Twilio;
using Outlier.Tests.Support;

namespace Outlier.Tests.Executor.Reference;

/// <summary>Checks that <c>docs/reference/configuration.md</c> lists each setting with its unit and default.</summary>
public sealed partial class ConfigurationReferenceTests
{
    private static readonly Dictionary<string, Type> Sections = new(StringComparer.Ordinal)
    {
        ["Auth"] = typeof(AuthOptions),
        ["Cors"] = typeof(CorsOrigins),
        ["Counting"] = typeof(CountingOptions),
        ["Desk"] = typeof(DeskOptions),
        ["Dub"] = typeof(DubOptions),
        ["Lookup"] = typeof(LookupOptions),
        ["Missive"] = typeof(MissiveOptions),
        ["Queues"] = typeof(QueueOptions),
        ["RateLimit"] = typeof(RateLimitOptions),
        ["Twilio"] = typeof(TwilioOptions),
        ["Uploads"] = typeof(UploadOptions),
    };

    // Settings of the host and of libraries, and settings that fill DatabaseOptions.
    private static readonly string[] Others =
    [
        "ASPNETCORE_FORWARDEDHEADERS_ENABLED", "ASPNETCORE_URLS", "ConnectionStrings__Outlier", "ConnectionStrings__OutlierReadOnly", "Installation__Name",
        "OTEL_EXPORTER_OTLP_ENDPOINT", "OTEL_TRACES_SAMPLER", "OTEL_TRACES_SAMPLER_ARG",
    ];

    [Test]
    public void Every_section_of_the_program_is_known_here()
    {
        var found = typeof(RunCommand).Assembly.GetTypes().Where(type => type is { IsClass: true, IsAbstract: false } && type.Name.EndsWith("Options", StringComparison.Ordinal));
        Assert.That(found, Is.EquivalentTo(Sections.Values.Except([typeof(CorsOrigins)]).Append(typeof(DatabaseOptions))));
    }

    [Test]
    public void Every_setting_is_described_with_its_unit_and_default()
    {
        var rows = Row().Matches(File.ReadAllText(Repository.PathTo("docs", "reference", "configuration.md")))
            .ToDictionary(row => row.Groups["name"].Value, row => (Unit: row.Groups["unit"].Value.Trim(), Default: row.Groups["default"].Value.Trim()), StringComparer.Ordinal);
        var settings = Sections.SelectMany(section => section.Value.GetProperties().Where(property => property.CanWrite)
            .Select(property => (Name: $"{section.Key}__{property.Name}", Property: property, Options: Activator.CreateInstance(section.Value)))).ToList();
        Assert.That(rows.Keys, Is.EquivalentTo(settings.Select(setting => setting.Name).Concat(Others)));
        Assert.Multiple(() =>
        {
            foreach (var (name, property, options) in settings)
            {
                var value = Convert.ToString(property.GetValue(options), CultureInfo.InvariantCulture);
                string[] expected = string.IsNullOrEmpty(value) ? ["none", "required"] : [$"`{value}`"];
                Assert.That(expected, Does.Contain(rows[name].Default), name);
                Assert.That(rows[name].Unit.Length > 0, Is.EqualTo(property.PropertyType.IsPrimitive), $"{name}: its unit");
            }
        });
    }

    [GeneratedRegex(@"^\| `(?<name>\w+)` \| .+ \| (?<unit>[^|]*)\| (?<default>[^|]+) \|$", RegexOptions.Multiline | RegexOptions.ExplicitCapture)]
    private static partial Regex Row();
}
