namespace Outlier.Quickstart;

/// <summary>Shows a broadcast while it runs.</summary>
internal interface IView
{
    Task ShowAsync(IAsyncEnumerable<Moment> moments);
}
