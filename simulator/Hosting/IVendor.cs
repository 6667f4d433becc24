namespace Outlier.Simulator.Hosting;

/// <summary>One of the services that are simulated.</summary>
internal interface IVendor
{
    /// <summary>Whether its calls count against quotas.</summary>
    bool HasQuotas { get; }

    /// <summary>The answer to a call whose credentials are wrong, decided before the body is read; null lets it in.</summary>
    Answer? Refuse(Call call);

    /// <summary>Carries out a call.</summary>
    ValueTask<Answer> AnswerAsync(Call call);

    /// <summary>An error of the shape this service uses.</summary>
    Answer Error(int status, string message);
}
