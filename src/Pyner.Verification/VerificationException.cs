namespace Pyner.Verification;

/// <summary>A verification that can't be done: the source or the knowledge base is missing, unreadable or damaged.</summary>
/// <param name="message">What is wrong, where, and what to do.</param>
/// <param name="inner">The cause.</param>
public sealed class VerificationException(string message, Exception? inner = null) : Exception(message, inner);
