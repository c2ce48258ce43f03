namespace Pyner.KnowledgeBase.Publishing;

/// <summary>A knowledge_base.json that is not there, can't be read, or is no knowledge base of this version.</summary>
/// <param name="path">The file.</param>
/// <param name="message">The file, what is wrong with it and where, and what to do.</param>
/// <param name="inner">The cause.</param>
public sealed class KnowledgeBaseFileException(string path, string message, Exception? inner = null) : Exception(message, inner)
{
    /// <summary>The file.</summary>
    public string Path { get; } = path;
}
