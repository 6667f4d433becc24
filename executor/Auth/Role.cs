namespace Outlier.Executor.Auth;

/// <summary>What a caller may do; each role may do what the one before it may.</summary>
internal enum Role
{
    /// <summary>Nothing.</summary>
    None,

    /// <summary>Reads.</summary>
    Viewer,

    /// <summary>Changes too.</summary>
    Editor,

    /// <summary>Sends too.</summary>
    Sender,
}
