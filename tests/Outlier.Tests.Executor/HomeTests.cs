namespace Outlier.Tests.Executor;

/// <summary>
/// Checks that an executor sends nothing if the whole server was copied. The database cannot detect such a copy by
/// itself, so the executor compares the installation's name.
/// </summary>
public sealed class HomeTests
{
    [Test]
    [Category("copy-texts-nobody")]
    public async Task An_executor_of_another_installation_sends_nothing_until_the_database_is_adopted()
    {
        await using var newsroom = await Newsroom.OpenAsync();
        await newsroom.RunAsync("update outlier.settings set installation = 'production'");
        await newsroom.StartExecutorAsync(settings: new Dictionary<string, string?>(StringComparer.Ordinal) { ["Installation:Name"] = "test" });
        await newsroom.UntilAsync("(select h.strange_installation = 'test' from outlier.home as h)");
        Assert.That(async () => await newsroom.BroadcastAsync(3), Throws.Exception.Message.Contains("copy of the installation \"production\""));
        Assert.That(newsroom.Simulator.State.SentCount, Is.Zero);
        await newsroom.RunAsync("select outlier.adopt_database('cancel')");
        Assert.That(await newsroom.ReadAsync<string>("select s.installation from outlier.settings as s"), Is.EqualTo("test"));
        await newsroom.BroadcastAsync(3);
        await newsroom.UntilAsync("(select count(*) = 3 from outlier.message_statuses)");
    }

    [Test]
    public async Task An_executor_with_the_right_name_sends()
    {
        await using var newsroom = await Newsroom.OpenAsync();
        await newsroom.RunAsync("update outlier.settings set installation = 'production'");
        await newsroom.StartExecutorAsync(settings: new Dictionary<string, string?>(StringComparer.Ordinal) { ["Installation:Name"] = "production" });
        await newsroom.BroadcastAsync(3);
        await newsroom.UntilAsync("(select count(*) = 3 from outlier.message_statuses)");
        Assert.That(newsroom.Simulator.State.SentCount, Is.EqualTo(3));
    }
}
