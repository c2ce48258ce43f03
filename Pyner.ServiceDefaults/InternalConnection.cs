namespace Microsoft.Extensions.Hosting;

/// <summary>Marks a connection that came in on the internal port.</summary>
internal sealed class InternalConnection;
