namespace Microsoft.Extensions.Hosting;

/// <summary>A service is not configured so that it could start.</summary>
/// <param name="message">What is missing or wrong, and what to set; shown without a stack trace.</param>
public sealed class ServiceConfigurationException(string message) : Exception(message);
