using System.Diagnostics;
using System.Runtime.InteropServices;

namespace Pyner.Benchmarks.WholeProcess;

/// <summary>What a measurement was made on.</summary>
internal static class Machine
{
    public static string Description
    {
        get
        {
            string vectors = System.Runtime.Intrinsics.X86.Avx512BW.IsSupported ? "AVX-512"
                : System.Runtime.Intrinsics.X86.Avx2.IsSupported ? "AVX2"
                : "128-bit vectors";
            return $"{Processor} ({Environment.ProcessorCount} processors, {vectors}), {GC.GetGCMemoryInfo().TotalAvailableMemoryBytes >> 30} GiB, "
                + $"{RuntimeInformation.OSDescription.Trim()}, {RuntimeInformation.FrameworkDescription}, {FirstLine("cc", "--version")}";
        }
    }

    /// <summary>The first line that a program prints.</summary>
    public static string FirstLine(string program, string argument)
    {
        using Process process = Process.Start(new ProcessStartInfo(program, argument) { RedirectStandardOutput = true })!;
        return process.StandardOutput.ReadToEnd().Split('\n')[0];
    }

    private static string Processor =>
        File.Exists("/proc/cpuinfo")
            && File.ReadLines("/proc/cpuinfo").FirstOrDefault(line => line.StartsWith("model name", StringComparison.Ordinal)) is string line
            ? line[(line.IndexOf(':') + 1)..].Trim()
            : RuntimeInformation.ProcessArchitecture.ToString();
}
