using System.Reflection;
using System.Runtime.InteropServices;

namespace Pyner.Pipeline.Outputs;

/// <summary>What a job ran on. No host or user name: a job's record is published with its figures.</summary>
internal static class Machine
{
    public static string PynerVersion { get; } =
        typeof(Machine).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion
        ?? typeof(Machine).Assembly.GetName().Version?.ToString()
        ?? "unknown";

    /// <summary>The processor's name, or null where the system does not say.</summary>
    public static string? Processor { get; } = ReadProcessor();

    public static string Architecture { get; } = RuntimeInformation.ProcessArchitecture.ToString().ToLowerInvariant();

    /// <summary>Memory that the process may use, in bytes.</summary>
    public static long Memory => GC.GetGCMemoryInfo().TotalAvailableMemoryBytes;

    private static string? ReadProcessor()
    {
        try
        {
            if (OperatingSystem.IsLinux())
            {
                foreach (string line in File.ReadLines("/proc/cpuinfo"))
                {
                    if (line.StartsWith("model name", StringComparison.Ordinal))
                        return line[(line.IndexOf(':', StringComparison.Ordinal) + 1)..].Trim();
                }
            }
            return Environment.GetEnvironmentVariable("PROCESSOR_IDENTIFIER");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }
}
