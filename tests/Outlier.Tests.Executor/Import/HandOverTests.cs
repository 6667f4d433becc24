using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using Outlier.Executor.Import;
using Outlier.Tests.Support;

namespace Outlier.Tests.Executor.Import;

/// <summary>
/// Checks a handover: the predecessor sends half of a campaign and dies, and Outlier sends the rest. Missive and Twilio
/// have the record of both.
/// </summary>
[NonParallelizable]
public sealed class HandOverTests
{
    private const string Text = "Is your water clear?";

    /// <summary>Skips the waits before Outlier reads from Twilio.</summary>
    private const string TimePasses = "select outlier.maintain_queues(); update outlier.requests set due_at = now() where state = 'waiting'; select outlier.wake_executor()";

    [Test]
    [Category("import-half-sent")]
    public async Task A_half_sent_campaign_is_finished_and_nobody_is_texted_twice()
    {
        await using var newsroom = await Newsroom.OpenAsync();
        await using var source = await TestDatabase.CreateEmptyAsync();
        await Sql.ExecuteAsync(source.ConnectionString, await File.ReadAllTextAsync(Repository.PathTo("tests", "Outlier.Tests.Executor", "Import", "source.sql")));
        await Sql.ExecuteAsync(
            source.ConnectionString,
            $"""
             insert into authors (phone_number, name, created_at) select number(i), 'Person ' || i, now() - interval '9 days' from generate_series(1, 40) as i;
             insert into campaigns (id, title, first_message, segments, delay, run_at, processed, created_at)
             values (1, 'Half', '{Text}', jsonb_build_object('included', jsonb_build_object('id', id('label', 1))), 600, now() - interval '10 minutes', true, now());
             insert into pgmq.q_broadcast_first_messages
             select i, 0, now() - interval '10 minutes', now() - interval '10 minutes', jsonb_build_object('recipient_phone_number', number(i), 'campaign_id', 1, 'first_message', '{Text}', 'delay', 600)
             from generate_series(1, 40) as i;
             """);

        // The predecessor sends twenty messages, and dies before it has recorded the last five.
        for (var i = 1; i <= 20; i++)
        {
            var (id, conversation) = await SendAsync(newsroom, source, i);
            await Sql.ExecuteAsync(
                source.ConnectionString,
                i <= 15
                    ? $"""
                       insert into message_statuses (recipient_phone_number, missive_id, missive_conversation_id, campaign_id, is_second, message, created_at)
                       values (number({i}), '{id}', '{conversation}', 1, false, '{Text}', now());
                       delete from pgmq.q_broadcast_first_messages where msg_id = {i};
                       """
                    : $"update pgmq.q_broadcast_first_messages set read_ct = 1, vt = now() + interval '180 seconds' where msg_id = {i}");
        }

        await new Importer(newsroom.Database.ConnectionString, source.ConnectionString, dryRun: false).RunAsync(TextWriter.Null, (_, _, _) => { }, CancellationToken.None);
        // The predecessor was not stopped, so it sends three more messages. One person opts out before the release.
        for (var i = 21; i <= 23; i++)
        {
            await SendAsync(newsroom, source, i);
        }

        var outPerson = await newsroom.ReadAsync<string>("select a.phone_number from outlier.authors as a where a.name = 'Person 30'");
        await newsroom.RunAsync($"set role outlier_owner; select outlier.set_consent('{outPerson}', 'opt_out', 'admin')");
        await newsroom.StartExecutorAsync(settings: newsroom.WithTwilio);
        Assert.That(await newsroom.ReadAsync<string>("select outlier.release_import() ->> 'messages'"), Is.EqualTo("25"));
        await newsroom.RunAsync(TimePasses);
        await newsroom.UntilAsync("not exists (select from outlier.queued_messages)");
        // If Outlier removes the last message instead of sending it, the maintenance job ends the campaign.
        await newsroom.RunAsync("select outlier.maintain_queues()");

        Assert.Multiple(async () =>
        {
            var texted = newsroom.Simulator.State.Messages.Where(message => message.Direction == "outgoing").ToList();
            Assert.That(texted.Select(message => message.To), Is.Unique.And.Exactly(39).Items);
            Assert.That(texted.Select(message => message.To), Has.None.EqualTo(outPerson));
            Assert.That(await newsroom.ReadAsync<long>("select count(*) from outlier.message_statuses as s where s.campaign_id = 1"), Is.EqualTo(39));
            Assert.That(await newsroom.ReadAsync<long>("select count(*) from outlier.recipients as r where r.campaign_id = 1"), Is.EqualTo(40));
            Assert.That(await newsroom.ReadAsync<string>("select c.state from outlier.campaigns as c where c.id = 1"), Is.EqualTo("done"));
        });
    }

    private static async Task<(Guid Id, Guid Conversation)> SendAsync(Newsroom newsroom, TestDatabase source, int person)
    {
        var number = await Sql.ScalarAsync<string>(source.ConnectionString, $"select number({person})");
        using var client = new HttpClient { BaseAddress = newsroom.Simulator.Address };
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", "token-of-the-predecessor-3333");
        using var body = new StringContent(
            $$$"""{"drafts": {"body": "{{{Text}}}", "from_field": {"phone_number": "{{{newsroom.Simulator.State.Options.OurNumber}}}", "type": "twilio"}, "to_fields": [{"phone_number": "{{{number}}}"}], "send": true}}""",
            Encoding.UTF8,
            "application/json");
        using var answer = await client.PostAsync(new Uri("/v1/drafts", UriKind.Relative), body);
        var text = await answer.Content.ReadAsStringAsync();
        Assert.That(answer.IsSuccessStatusCode, Is.True, text);
        using var json = JsonDocument.Parse(text);
        var draft = json.RootElement.GetProperty("drafts");
        return (draft.GetProperty("id").GetGuid(), draft.GetProperty("conversation").GetGuid());
    }
}
