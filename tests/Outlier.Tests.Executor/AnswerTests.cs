using Outlier.Simulator;

namespace Outlier.Tests.Executor;

/// <summary>
/// Checks the texts that Outlier sends by itself: the answer to HELP and the confirmation of an opt-out, each exactly
/// once.
/// </summary>
public sealed class AnswerTests
{
    private const string Ada = "+12005550100";
    private const string Help = "This is your newsroom. Text STOP to end.";
    private const string Confirmed = "You get no more texts from us.";

    [Test]
    public async Task A_question_who_we_are_is_answered_and_an_opt_out_is_confirmed()
    {
        await using var newsroom = await OpenAsync();
        var state = newsroom.Simulator.State;
        await newsroom.StartExecutorAsync();
        Assert.That(await state.IncomingAsync(Ada, "what is this?"), Is.True);
        await newsroom.UntilAsync("exists (select from outlier.direct_texts where purpose = 'help' and state = 'sent')");
        Assert.That(await state.IncomingAsync(Ada, "Please take me off your list"), Is.True);
        await newsroom.UntilAsync("exists (select from outlier.direct_texts where purpose = 'opt_out_confirmation' and state = 'sent')");
        Assert.Multiple(() =>
        {
            Assert.That(Sent(state), Is.EqualTo([Help, Confirmed]));
            Assert.That(Drafts(state).Select(call => call.Body), Has.All.Contains("\"send\":true"));
        });
        Assert.That(await newsroom.ReadAsync<Guid?>("select missive_id from outlier.direct_texts order by id limit 1"), Is.Not.Null);
    }

    [TestCase("answer lost")]
    [TestCase("answer cut short")]
    [TestCase("no JSON")]
    public async Task An_answer_is_sent_once_whatever_becomes_of_the_call(string what)
    {
        await using var newsroom = await OpenAsync();
        var state = newsroom.Simulator.State;
        state.AddFault(new Fault
        {
            Method = "POST",
            PathPrefix = "/v1/drafts",
            DropAfter = what == "answer lost",
            NonJson = what == "no JSON",
            TruncateBody = what == "answer cut short",
            Times = 1,
        });
        await newsroom.StartExecutorAsync();
        Assert.That(await state.IncomingAsync(Ada, "ayuda por favor"), Is.True);
        await newsroom.UntilAsync("(select state <> 'waiting' from outlier.direct_texts) and not exists (select from outlier.requests where kind = 'send_text')");
        // The maintenance job must find nothing to send again.
        await newsroom.RunAsync("select outlier.maintain_queues()");
        Assert.That(await state.IncomingAsync(Ada, "who is this?"), Is.True);
        Assert.That(Sent(state), Is.EqualTo([Help]));
    }

    private static async Task<Newsroom> OpenAsync()
    {
        var newsroom = await Newsroom.OpenAsync();
        await newsroom.RunAsync(
            $"""
             update outlier.lookup_templates set content = '{Help}' where name = 'help_message';
             update outlier.lookup_templates set content = '{Confirmed}' where name = 'opt_out_confirmation';
             """);
        return newsroom;
    }

    private static IEnumerable<string> Sent(SimulatorState state) =>
        state.Messages.Where(message => message.Direction == "outgoing" && message.To == Ada).Select(message => message.Body);

    private static IEnumerable<RecordedCall> Drafts(SimulatorState state) => state.Calls.Where(call => call.Path.StartsWith("/v1/drafts", StringComparison.Ordinal));
}
