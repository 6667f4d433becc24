namespace Outlier.Simulator.Hosting;

/// <summary>One of the simulated services.</summary>
internal interface IVendor
{
    /// <summary>Whether its calls count against quotas.</summary>
    bool HasQuotas { get; }

    /// <summary>
    /// The answer to a call with wrong credentials, before its body is read. Null: the credentials are valid.
    /// </summary>
    Answer? Refuse(Call call);

    /// <summary>Carries out a call.</summary>
    ValueTask<Answer> AnswerAsync(Call call);

    /// <summary>An error in the format of this service.</summary>
    Answer Error(int status, string message);
}
