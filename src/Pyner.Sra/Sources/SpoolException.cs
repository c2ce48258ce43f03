namespace Pyner.Sra.Sources;

/// <summary>The spool can't be written, listed or cleaned: the disk is full, or its folder is not this user's to change.</summary>
/// <param name="message">What is wrong, where, and what to do.</param>
/// <param name="inner">The cause.</param>
public sealed class SpoolException(string message, Exception? inner = null) : Exception(message, inner);
