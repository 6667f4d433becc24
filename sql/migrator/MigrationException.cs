namespace Outlier.Migrator;

/// <summary>A database cannot be migrated. The message says what to change.</summary>
public sealed class MigrationException : Exception
{
    /// <inheritdoc/>
    public MigrationException()
    {
    }

    /// <inheritdoc/>
    public MigrationException(string message)
        : base(message)
    {
    }

    /// <inheritdoc/>
    public MigrationException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}
