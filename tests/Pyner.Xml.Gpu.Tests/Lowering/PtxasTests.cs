using System.Diagnostics;

namespace Pyner.Xml.Gpu.Tests.Lowering;

/// <summary>NVIDIA's own assembler takes the lowered kernels. It needs no GPU, but has to be installed.</summary>
public sealed class PtxasTests
{
    private const string Absent = "ptxas is not on this machine: name it in PYNER_PTXAS (tests/gpu/ptxas.sh gets it), or install NVIDIA's CUDA toolkit";

    public static TheoryData<int, int> Architectures() => [.. LoweredKernel.Architectures];

    [Theory]
    [MemberData(nameof(Architectures))]
    public void Accepts_every_kernel_without_spilling(int major, int minor)
    {
        string? ptxas = Find();
        Assert.SkipWhen(ptxas is null, Absent);
        foreach (LoweredKernel kernel in LoweredKernel.All(major, minor))
        {
            string output = Assemble(ptxas!, kernel.Ptx, $"sm_{major}{minor}");
            Assert.Contains("0 bytes spill stores, 0 bytes spill loads", output, StringComparison.Ordinal);
        }
    }

    private static string? Find()
    {
        IEnumerable<string> folders = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator);
        string[] places =
            [Environment.GetEnvironmentVariable("PYNER_PTXAS") ?? "", .. folders.Select(folder => Path.Combine(folder, "ptxas")), "/usr/local/cuda/bin/ptxas"];
        return places.FirstOrDefault(File.Exists);
    }

    private static string Assemble(string ptxas, string ptx, string architecture)
    {
        var start = new ProcessStartInfo(ptxas, ["-v", $"-arch={architecture}", "-o", "/dev/null", "-"])
        {
            RedirectStandardInput = true,
            RedirectStandardError = true
        };
        using Process process = Process.Start(start)!;
        process.StandardInput.Write(ptx);
        process.StandardInput.Close();
        string output = process.StandardError.ReadToEnd();
        process.WaitForExit();
        Assert.True(process.ExitCode == 0, output);
        return output;
    }
}
