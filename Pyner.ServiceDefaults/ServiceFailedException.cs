namespace Microsoft.Extensions.Hosting;

/// <summary>Something that a service does for as long as it runs has ended by a fault, and the service with it.</summary>
public sealed class ServiceFailedException(string message, Exception inner) : Exception(message, inner);
