namespace Pyner.Sra.Sources;

/// <summary>One file of a source that the system does not let us read. The file is rejected, and the job goes on.</summary>
/// <param name="message">The system's reason.</param>
/// <param name="inner">The cause.</param>
public sealed class FileUnreadableException(string message, Exception? inner = null) : IOException(message, inner);
