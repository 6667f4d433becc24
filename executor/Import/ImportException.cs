namespace Outlier.Executor.Import;

/// <summary>An import that cannot go on; the message says what to do.</summary>
internal sealed class ImportException(string message, Exception? inner = null) : Exception(message, inner);
