using Npgsql;
using Outlier.Tests.Support;

namespace Outlier.Tests.Sql.Audience;

/// <summary>
/// Checks counting, previewing and queueing of audiences against a reference that evaluates the definition step by
/// step.
/// </summary>
public sealed class AudienceTests
{
    private const int Documents = 200;

    [Test]
    [Category("function-get_campaign_recipient_count")]
    public async Task Two_hundred_random_documents_mean_the_same_to_counting_previewing_and_queueing()
    {
        var world = new RandomAudience();
        await using var database = await TestDatabase.CloneAsync();
        await using var connection = await database.OpenAsync();
        await FillAsync(connection, world);
        var reached = 0;
        var reachedByLongLists = 0;
        for (var number = 0; number < Documents; number++)
        {
            var document = world.Document();
            var json = document.ToJsonString();
            var expected = world.Expect(document);
            var texted = expected.Where(person => person.Value is null).Select(person => RandomAudience.Number(person.Key)).Order(StringComparer.Ordinal).ToList();
            reached += texted.Count;
            reachedByLongLists += RandomAudience.IsOneLongList(document) ? texted.Count : 0;

            Assert.That(await connection.ScalarAsync<int>("select outlier.get_campaign_recipient_count($1::jsonb)", json), Is.EqualTo(texted.Count), json);
            Assert.That(await connection.ColumnAsync<string>("select outlier.campaign_audience($1::jsonb)", json), Is.EqualTo(texted), json);
            Assert.That(
                await connection.ScalarAsync<int>("select (api.preview_campaign(jsonb_build_object('segments', $1::jsonb)) ->> 'recipientCount')::integer", json),
                Is.EqualTo(texted.Count),
                json);

            await connection.ExecuteAsync("insert into outlier.campaigns (first_message, run_at, segments) values ('Hi', now(), $1::jsonb)", json);
            await connection.ExecuteAsync("select outlier.queue_campaign_messages(max(id)) from outlier.campaigns");
            Assert.That(
                await connection.ColumnAsync<string>("select phone_number || ' ' || coalesce(reason, '') from outlier.recipients where campaign_id = (select max(id) from outlier.campaigns)"),
                Is.EquivalentTo(expected.Select(person => $"{RandomAudience.Number(person.Key)} {person.Value}")),
                json);
            Assert.That(
                await connection.ColumnAsync<string>("select recipient_phone_number from outlier.broadcast_first_messages where campaign_id = (select max(id) from outlier.campaigns)"),
                Is.EquivalentTo(texted),
                json);

            var somebody = number % RandomAudience.People;
            Assert.That(
                await connection.ScalarAsync<bool>("select outlier.is_excluded($1::jsonb, $2)", json, RandomAudience.Number(somebody)),
                Is.EqualTo(world.IsExcluded(document, somebody)),
                json);
        }

        Assert.That(reached, Is.GreaterThan(Documents), "documents that reach nobody say nothing");
        Assert.That(reachedByLongLists, Is.GreaterThan(0), "nor do long lists that reach nobody");
    }

    [Test]
    public async Task The_index_of_labels_stays_true_through_a_thousand_changes()
    {
        await using var database = await TestDatabase.CloneAsync();
        await using var connection = await database.OpenAsync();
        await FillAsync(connection, new RandomAudience());
        var random = new Random(7);
        for (var change = 0; change < 1000; change++)
        {
            var conversation = RandomAudience.ConversationId(random.Next(400));
            var label = RandomAudience.LabelId(random.Next(RandomAudience.Labels));
            var person = RandomAudience.Number(random.Next(RandomAudience.People));
            await connection.ExecuteAsync(random.Next(7) switch
            {
                0 => $"insert into outlier.conversations_labels (conversation_id, label_id) select id, '{label}' from outlier.conversations where id = '{conversation}' on conflict do nothing",
                1 => $"delete from outlier.conversations_labels where conversation_id = '{conversation}' and label_id = '{label}'",
                2 => $"update outlier.conversations_labels set is_archived = not is_archived where conversation_id = '{conversation}'",
                3 => $"update outlier.conversations_labels set created_at = created_at + interval '1 day' * {random.Next(-3, 4)} where conversation_id = '{conversation}'",
                4 => $"insert into outlier.conversations_authors (conversation_id, author_phone_number) select id, '{person}' from outlier.conversations where id = '{conversation}' on conflict do nothing",
                5 => $"delete from outlier.conversations_authors where author_phone_number = '{person}'",
                _ => $"delete from outlier.conversations where id = '{conversation}' and {random.Next(4)} = 0",
            });
        }

        Assert.That(await connection.ScalarAsync<long>("select count(*) from outlier.authors_labels"), Is.GreaterThan(100));
        Assert.That(
            await connection.ColumnAsync<string>(
                """
                with actual as (
                  select cl.label_id, substr(ca.author_phone_number, 2)::bigint as author, max(cl.created_at) as since
                  from outlier.conversations_labels as cl
                  inner join outlier.conversations_authors as ca using (conversation_id)
                  where not cl.is_archived
                  group by 1, 2
                )
                (select 'missing ' || actual::text from actual except select 'missing ' || (al.label_id, al.author, al.since)::text from outlier.authors_labels as al)
                union all
                (select 'too much ' || (al.label_id, al.author, al.since)::text from outlier.authors_labels as al except select 'too much ' || actual::text from actual)
                """),
            Is.Empty);
    }

    private static async Task FillAsync(NpgsqlConnection connection, RandomAudience world)
    {
        await connection.ExecuteAsync("select test.settings()");
        for (var label = 0; label < RandomAudience.Labels; label++)
        {
            await connection.ExecuteAsync("insert into outlier.labels (id, name) values ($1, $2)", RandomAudience.LabelId(label), $"Label {label}");
        }

        await connection.ExecuteAsync(
            "insert into outlier.authors (phone_number, unsubscribed, exclude) select * from unnest($1, $2, $3)",
            Enumerable.Range(0, RandomAudience.People).Select(RandomAudience.Number).ToArray(),
            Enumerable.Range(0, RandomAudience.People).Select(world.Unsubscribed.Contains).ToArray(),
            Enumerable.Range(0, RandomAudience.People).Select(world.Excluded.Contains).ToArray());
        await connection.ExecuteAsync(
            "insert into outlier.conversations (id) select * from unnest($1)",
            Enumerable.Range(0, world.Conversations.Count).Select(RandomAudience.ConversationId).ToArray());
        // Half of the authors join before the labels are added, and half after.
        var pairs = world.Conversations.SelectMany((authors, conversation) => authors.Select(author => (conversation, author))).ToList();
        await JoinAsync(connection, [.. pairs.Where(pair => pair.author % 2 == 0)]);
        await connection.ExecuteAsync(
            "insert into outlier.conversations_labels (conversation_id, label_id, is_archived, created_at) select * from unnest($1, $2, $3, $4)",
            world.Carried.Select(carrying => RandomAudience.ConversationId(carrying.Conversation)).ToArray(),
            world.Carried.Select(carrying => RandomAudience.LabelId(carrying.Label)).ToArray(),
            world.Carried.Select(carrying => carrying.IsArchived).ToArray(),
            world.Carried.Select(carrying => carrying.Since.UtcDateTime).ToArray());
        await JoinAsync(connection, [.. pairs.Where(pair => pair.author % 2 == 1)]);
    }

    private static Task<int> JoinAsync(NpgsqlConnection connection, List<(int Conversation, int Author)> pairs) => connection.ExecuteAsync(
        "insert into outlier.conversations_authors (conversation_id, author_phone_number) select * from unnest($1, $2)",
        pairs.Select(pair => RandomAudience.ConversationId(pair.Conversation)).ToArray(),
        pairs.Select(pair => RandomAudience.Number(pair.Author)).ToArray());
}
