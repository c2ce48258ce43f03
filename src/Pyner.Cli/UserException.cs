namespace Pyner.Cli;

/// <summary>Something the person at the terminal can act on: the message says what is wrong and what to do.</summary>
/// <param name="message">One or two sentences, shown after <c>pyner: error:</c>.</param>
internal sealed class UserException(string message) : Exception(message);
