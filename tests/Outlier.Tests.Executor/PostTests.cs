using Outlier.Simulator;

namespace Outlier.Tests.Executor;

/// <summary>
/// Checks that each post to a conversation is made exactly once, even if answers are lost or an executor dies.
/// </summary>
public sealed class PostTests
{
    private const string Conversation = "dd03b859-7652-4619-ab6a-88edefd1460c";
    private const string Label = "104fdf4f-7ab6-402d-b0f7-686c8bf8b860";

    [Test]
    public async Task A_post_carries_its_text_and_labels_closes_and_never_reopens()
    {
        await using var newsroom = await Newsroom.OpenAsync();
        await newsroom.StartExecutorAsync();
        await newsroom.RunAsync(
            $"""
             select outlier.post_to_conversation('{Conversation}', 'It''s "over" 🎉', 'note', 'one', array['{Label}'::uuid], true);
             select outlier.post_to_conversation('{Conversation}', 'A word', 'note', 'two');
             """);
        await newsroom.UntilAsync("(select count(*) = 2 from outlier.posts where missive_id is not null)");
        var posts = newsroom.Simulator.State.Posts.OrderBy(post => post.Close).ToList();
        Assert.Multiple(() =>
        {
            Assert.That(posts, Has.Count.EqualTo(2));
            Assert.That(posts[1].Text, Is.EqualTo("It's \"over\" 🎉"));
            Assert.That(posts[1].LabelIds, Is.EqualTo([new Guid(Label)]));
            Assert.That(posts[1].Close, Is.True);
            Assert.That(posts[0].LabelIds, Is.Empty);
            Assert.That(posts.Select(post => post.Reopen), Has.All.False);
            Assert.That(posts.Select(post => post.Username), Has.All.EqualTo("Outlier"));
            Assert.That(posts.Select(post => post.ConversationId), Has.All.EqualTo(new Guid(Conversation)));
        });
    }

    [TestCase("answer lost")]
    [TestCase("connection lost before")]
    [TestCase("answer cut short")]
    [TestCase("empty answer")]
    [TestCase("no JSON")]
    [Category("post-repeats")]
    public async Task A_post_is_made_exactly_once_whatever_becomes_of_its_answer(string what)
    {
        await using var newsroom = await Newsroom.OpenAsync();
        await newsroom.RunAsync("update outlier.settings set refusal_wait = interval '0'");
        newsroom.Simulator.State.AddFault(new Fault
        {
            Method = "POST",
            PathPrefix = "/v1/posts",
            DropAfter = what == "answer lost",
            DropBefore = what == "connection lost before",
            EmptyBody = what == "empty answer",
            NonJson = what == "no JSON",
            TruncateBody = what == "answer cut short",
            Times = 1,
        });
        await newsroom.StartExecutorAsync();
        await newsroom.RunAsync($"select outlier.post_to_conversation('{Conversation}', 'A word', 'note', 'one')");
        await newsroom.UntilAsync("exists (select from outlier.posts) and not exists (select from outlier.requests)");
        Assert.That(newsroom.Simulator.State.Posts, Has.Count.EqualTo(1));
    }

    [Test]
    public async Task Posts_of_one_conversation_whose_answers_are_lost_are_not_taken_for_each_other()
    {
        const int Posts = 8;
        await using var newsroom = await Newsroom.OpenAsync();
        await newsroom.RunAsync("update outlier.settings set refusal_wait = interval '0'");
        newsroom.Simulator.State.AddFault(new Fault { Method = "POST", PathPrefix = "/v1/posts", DropAfter = true, EveryNth = 2 });
        newsroom.Simulator.State.AddFault(new Fault { Method = "GET", PathPrefix = "/v1/conversations", Status = 503, Times = 1 });
        await newsroom.StartExecutorAsync();
        await newsroom.RunAsync($"select outlier.post_to_conversation('{Conversation}', 'The same word', 'note', n::text) from generate_series(1, {Posts}) as n");
        await newsroom.UntilAsync($"(select count(*) = {Posts} from outlier.posts) and not exists (select from outlier.requests)");
        Assert.That(newsroom.Simulator.State.Posts, Has.Count.EqualTo(Posts));
    }

    [Test]
    [Category("post-repeats")]
    public async Task An_executor_that_is_killed_while_Missive_works_posts_nothing_twice()
    {
        await using var newsroom = await Newsroom.OpenAsync();
        newsroom.Simulator.State.AddFault(new Fault { Method = "POST", PathPrefix = "/v1/posts", Delay = TimeSpan.FromMinutes(1), Times = 2 });
        await newsroom.RunAsync($"select outlier.post_to_conversation('{Conversation}', 'Word ' || n, 'note', n::text) from generate_series(1, 2) as n");
        using (var process = OutlierProcess.Start(["run"], RunningExecutor.Configuration(newsroom.Database.ConnectionStringFor("outlier_executor"), newsroom.Simulator.Address)))
        {
            await newsroom.Simulator.State.WaitForPostsAsync(2, Newsroom.Limit);
            process.Kill();
        }

        await newsroom.RunAsync("update outlier.settings set refusal_wait = interval '0'; update outlier.requests set lease_until = now()");
        await newsroom.StartExecutorAsync();
        await newsroom.UntilAsync("(select count(*) = 2 from outlier.posts where missive_id is not null) and not exists (select from outlier.requests)");
        Assert.That(newsroom.Simulator.State.Posts, Has.Count.EqualTo(2));
    }

    [Test]
    public async Task A_post_that_Missive_refuses_is_given_up_after_three_tries_and_reported()
    {
        await using var newsroom = await Newsroom.OpenAsync();
        await newsroom.RunAsync("update outlier.settings set refusal_wait = interval '0'");
        newsroom.Simulator.State.AddFault(new Fault { Method = "POST", PathPrefix = "/v1/posts", Status = 422 });
        await newsroom.StartExecutorAsync();
        await newsroom.RunAsync($"select outlier.post_to_conversation('{Conversation}', 'A word', 'note', 'one')");
        await newsroom.UntilAsync("exists (select from outlier.problems where kind = 'post_failed')");
        Assert.Multiple(() =>
        {
            Assert.That(newsroom.Simulator.State.CallCount("POST", "/v1/posts"), Is.EqualTo(3));
            Assert.That(newsroom.Simulator.State.Posts, Is.Empty);
        });
    }
}
