using Outlier.Executor.Database;

namespace Outlier.Tests.Executor;

/// <summary>Callers who wait at the same time share one read, and nobody gets a read that began before their call.</summary>
public sealed class SharedReadTests
{
    private readonly List<TaskCompletionSource<int>> reads = [];
    private readonly SemaphoreSlim begun = new(0);

    [SetUp]
    public void Forget_the_reads_of_the_test_before() => reads.Clear();

    [OneTimeTearDown]
    public void Dispose_of_the_signal() => begun.Dispose();

    [Test]
    public async Task Who_calls_during_a_read_gets_the_next_one_and_shares_it()
    {
        var shared = Shared();
        var first = shared.GetAsync(CancellationToken.None);
        await begun.WaitAsync();
        var second = shared.GetAsync(CancellationToken.None);
        var third = shared.GetAsync(CancellationToken.None);
        Assert.That(reads, Has.Count.EqualTo(1), "the second read waits for the first");

        reads[0].SetResult(1);
        Assert.That(await first, Is.EqualTo(1));
        await begun.WaitAsync();
        reads[1].SetResult(2);
        Assert.That(await Task.WhenAll(second, third), Is.EqualTo((int[])[2, 2]));
        Assert.That(reads, Has.Count.EqualTo(2));
    }

    [Test]
    public async Task A_read_that_fails_fails_only_for_those_who_waited_for_it()
    {
        var shared = Shared();
        var first = shared.GetAsync(CancellationToken.None);
        await begun.WaitAsync();
        var second = shared.GetAsync(CancellationToken.None);
        reads[0].SetException(new TimeoutException());
        await Assert.ThatAsync(() => first, Throws.TypeOf<TimeoutException>());
        await begun.WaitAsync();
        reads[1].SetResult(2);
        Assert.That(await second, Is.EqualTo(2));
    }

    [Test]
    public async Task Who_goes_away_leaves_the_read_to_the_others()
    {
        var shared = Shared();
        using var gone = new CancellationTokenSource();
        var first = shared.GetAsync(CancellationToken.None);
        await begun.WaitAsync();
        var second = shared.GetAsync(gone.Token);
        var third = shared.GetAsync(CancellationToken.None);
        await gone.CancelAsync();
        await Assert.ThatAsync(() => second, Throws.TypeOf<TaskCanceledException>());
        reads[0].SetResult(1);
        await first;
        await begun.WaitAsync();
        reads[1].SetResult(2);
        Assert.That(await third, Is.EqualTo(2));
    }

    private SharedRead<int> Shared() => new(_ =>
    {
        var read = new TaskCompletionSource<int>();
        reads.Add(read);
        begun.Release();
        return read.Task;
    });
}
