namespace Pyner.TestServers;

/// <summary>A test server did not start, or not in time; the message has the end of its log.</summary>
public sealed class ServerFailedException(string message) : Exception(message);
