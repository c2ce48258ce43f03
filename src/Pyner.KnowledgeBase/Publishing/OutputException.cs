namespace Pyner.KnowledgeBase.Publishing;

/// <summary>An output file that could not be written. What was there under its name before is still there.</summary>
/// <param name="path">The file.</param>
/// <param name="message">The file, the reason, and what to do.</param>
/// <param name="inner">The cause.</param>
public sealed class OutputException(string path, string message, Exception inner) : Exception(message, inner)
{
    /// <summary>The file that could not be written.</summary>
    public string Path { get; } = path;
}
