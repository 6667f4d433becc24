namespace Outlier.Executor.Auth;

/// <summary>What somebody may do; each includes the ones before it.</summary>
internal enum Role
{
    /// <summary>Nothing.</summary>
    None,

    /// <summary>Reads.</summary>
    Viewer,

    /// <summary>Changes.</summary>
    Editor,

    /// <summary>Sends.</summary>
    Sender,
}
