namespace Pyner.Query;

/// <summary>A question that can't be answered, for a reason that the person who asked can do something about.</summary>
/// <param name="message">What is wrong and, where that is not obvious, what to do.</param>
/// <param name="inner">The cause, or null.</param>
public sealed class QueryException(string message, Exception? inner = null) : Exception(message, inner);
