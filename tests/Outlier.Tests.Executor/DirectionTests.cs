using System.Reflection;
using NetArchTest.Rules;
using Outlier.Executor.Commands;

namespace Outlier.Tests.Executor;

/// <summary>
/// Checks that the program's folders depend on each other in one direction only: Program, then Commands, then the
/// features, then the clients of the database and of other services, then the folders that all others use.
/// </summary>
public sealed class DirectionTests
{
    private const string Root = "Outlier.Executor";

    private static readonly string[] Clients = ["Database", "Dub", "Lookup", "Missive", "Twilio"];
    private static readonly string[] Ground = ["Calls", "Configuration", "Telemetry", "Texts"];

    private static readonly string[] Features =
    [
        "Audit", "Auth", "Batches", "Broadcasts", "Campaigns", "Checks", "Consent", "Desk", "Health", "Http", "Import", "Outcomes", "People",
        "Queues", "Requests", "Settings", "Status", "Today", "Webhooks",
    ];

    // Types that depend on a higher folder, with the reason.
    private static readonly Dictionary<string, string> Exceptions = new(StringComparer.Ordinal)
    {
        ["Database.OutlierApi"] = "turns the JSON of each api function into the records of the feature that asks, and tells the database who asks",
        ["Telemetry.MessageTraces"] = "builds the spans of a message from the records of the queues",
    };

    private static readonly Assembly Program = typeof(Verbs).Assembly;

    [Test]
    public void Every_folder_has_its_place()
    {
        var folders = Program.GetTypes().Select(type => type.Namespace ?? string.Empty)
            .Where(name => name.StartsWith($"{Root}.", StringComparison.Ordinal)).Select(name => name.Split('.')[2]).Distinct(StringComparer.Ordinal);
        Assert.That(folders, Is.EquivalentTo(Features.Concat(Clients).Concat(Ground).Append("Commands")));
    }

    [Test]
    public void Only_the_program_knows_the_commands() =>
        Assert.That(Upwards([.. Features, .. Clients, .. Ground], ["Commands"]), Is.Empty);

    [Test]
    public void Clients_and_what_they_stand_on_know_no_feature() =>
        Assert.That(Upwards([.. Clients, .. Ground], Features), Is.EquivalentTo(Exceptions.Keys));

    [Test]
    public void What_all_stand_on_knows_no_client() =>
        Assert.That(Upwards(Ground, Clients).Except(Exceptions.Keys, StringComparer.Ordinal), Is.Empty);

    // Types in the given folders that depend on the folders above. A type that the compiler generates for a method
    // counts as the method's type.
    private static IEnumerable<string> Upwards(string[] folders, string[] above) =>
        folders.SelectMany(folder => Types.InAssembly(Program).That().ResideInNamespace($"{Root}.{folder}")
                .ShouldNot().HaveDependencyOnAny([.. above.Select(name => $"{Root}.{name}")])
                .GetResult().FailingTypeNames ?? [])
            .Select(name => name.Split('/', '+')[0][(Root.Length + 1)..])
            .Distinct(StringComparer.Ordinal);
}
