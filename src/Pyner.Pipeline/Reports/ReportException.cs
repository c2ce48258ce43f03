namespace Pyner.Pipeline.Reports;

/// <summary>A report that can't be made: something that it is made of is missing or broken.</summary>
/// <param name="message">What is wrong with which file, and what to do.</param>
/// <param name="inner">The cause.</param>
public sealed class ReportException(string message, Exception? inner = null) : Exception(message, inner);
