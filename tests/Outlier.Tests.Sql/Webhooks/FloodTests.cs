using System.Collections.Concurrent;
using System.Globalization;
using Npgsql;
using Outlier.Tests.Support;

namespace Outlier.Tests.Sql.Webhooks;

/// <summary>
/// Checks that sixteen connections that deliver the same days, each event twice and in random order, leave the same
/// mirror of Missive as one delivery in order. By default 2,000 events. OUTLIER_EVENTS=20000 is as many as an inbox has
/// in weeks.
/// </summary>
[TestFixture]
public sealed class FloodTests
{
    private const int Connections = 16;

    // The compared contents of the mirror. The times of delivery and the history are left out, because they depend on
    // the order.
    private static readonly string[] Mirror =
    [
        "select id, subject, latest_message_subject, organization_id, team_id, messages_count, closed, snapshot_at, message_at from outlier.conversations",
        "select conversation_id, author_phone_number from outlier.conversations_authors",
        "select conversation_id, label_id from outlier.conversations_labels where not is_archived",
        "select label_id, author from outlier.authors_labels",
        "select * from outlier.conversations_users",
        "select conversation_id, user_id from outlier.conversations_assignees",
        "select phone_number, name, unsubscribed, exclude, added_via_file_upload from outlier.authors",
        "select id, name, email from outlier.users",
        "select id, name, organization_id from outlier.teams",
        "select id, name from outlier.organizations",
        "select id, name, parent from outlier.labels",
        "select id, type from outlier.rules",
        "select id, conversation_id, user_id, body, is_task, task_completed_at, created_at from outlier.comments",
        "select comment_id, user_id, team_id, starts_at, length from outlier.comments_mentions",
        "select comment_id, user_id from outlier.tasks_assignees",
        "select id, conversation_id, from_phone_number, to_phone_number, preview, external_id, sender_id, created_at from outlier.twilio_messages",
        "select twilio_message_id from outlier.unsubscribed_messages",
        "select conversation_id, change_type from outlier.conversation_history where change_type = 'closed'",
    ];

    [Test]
    [Category("api.receive_user_action")]
    public async Task Twice_shuffled_and_sixteen_at_once_the_mirror_is_that_of_one_calm_pass()
    {
        var count = int.Parse(Environment.GetEnvironmentVariable("OUTLIER_EVENTS") ?? "2000", CultureInfo.InvariantCulture);
        var events = EventStream.Make(count, 200, seed: 4);
        await using var calm = await TestDatabase.CloneAsync();
        await using var flooded = await TestDatabase.CloneAsync();
        await DeliverAsync(calm, events, 1);
        string[] shuffled = [.. events, .. events];
#pragma warning disable CA5394
        new Random(16).Shuffle(shuffled);
#pragma warning restore CA5394
        await DeliverAsync(flooded, shuffled, Connections);

        await using var expected = await calm.OpenAsync();
        await using var actual = await flooded.OpenAsync();
        Assert.That(await actual.ColumnAsync<string>("select distinct sqlstate || ' ' || message from outlier.errors"), Is.Empty);
        Assert.That(await expected.ScalarAsync<long>("select count(*) from outlier.errors"), Is.Zero);
        Assert.That(await actual.ScalarAsync<long>("select count(*) from outlier.invoke_history"), Is.EqualTo(events.Count * 2));
        Assert.Multiple(async () =>
        {
            foreach (var query in Mirror)
            {
                var text = $"select coalesce(string_agg(to_jsonb(t)::text, chr(10) order by to_jsonb(t)::text), '') from ({query}) as t";
                Assert.That(await actual.ScalarAsync<string>(text), Is.EqualTo(await expected.ScalarAsync<string>(text)), query);
            }
        });
        Assert.That(await DeadlocksAsync(flooded), Is.Zero, "the order of locks rules them out");
    }

    private static async Task DeliverAsync(TestDatabase database, IReadOnlyList<string> events, int connections)
    {
        var left = new ConcurrentQueue<string>(events);
        await Task.WhenAll(Enumerable.Range(0, connections).Select(async _ =>
        {
            await using var connection = await database.OpenAsync("outlier_executor");
            await using var command = new NpgsqlCommand("select api.receive_user_action(p_body => $1)", connection);
            await using var rest = new NpgsqlCommand("select api.act_on_event(p_event_id => $1)", connection);
            var id = new NpgsqlParameter<long>();
            rest.Parameters.Add(id);
            var body = new NpgsqlParameter<string>();
            command.Parameters.Add(body);
            while (left.TryDequeue(out var next))
            {
                body.TypedValue = next;
                // Like the executor: it completes an opt-out's event in a separate transaction.
                if (await command.ExecuteScalarAsync() is long waiting)
                {
                    id.TypedValue = waiting;
                    await rest.ExecuteNonQueryAsync();
                }
            }
        }));
    }

    private static async Task<long> DeadlocksAsync(TestDatabase database)
    {
        await using var connection = await database.OpenAsync(TestDatabase.Superuser);
        await connection.ExecuteAsync("select pg_stat_force_next_flush()");
        return await connection.ScalarAsync<long>("select deadlocks from pg_stat_database where datname = current_database()");
    }
}
