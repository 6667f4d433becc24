namespace Outlier.Executor.Database;

/// <summary>A database that this program cannot work with; the message says what to do.</summary>
internal sealed class SchemaException(string message, Exception? inner = null) : Exception(message, inner);
