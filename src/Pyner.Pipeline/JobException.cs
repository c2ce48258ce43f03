namespace Pyner.Pipeline;

/// <summary>A job that can't be started or can't go on for a reason the person at the terminal can do something about.</summary>
/// <param name="message">What is wrong, where, and what to do; a few sentences.</param>
/// <param name="inner">The cause.</param>
public sealed class JobException(string message, Exception? inner = null) : Exception(message, inner);
