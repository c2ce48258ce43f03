namespace Pyner.Cli.Terminal;

/// <summary>Whoever read stdout went away, as <c>head</c> does once it has enough: there is no one left to answer, and nothing to complain of.</summary>
internal sealed class StdoutClosedException() : Exception("nobody reads stdout any more");
