using Pyner.Verification.Counting;
using Pyner.Verification.Sources;

namespace Pyner.Benchmarks.WholeProcess;

/// <summary>The same counting with .NET's XmlReader, on one thread.</summary>
internal static class XmlReaderBaseline
{
    public static void Run(string source)
    {
        var recount = Recount.Of(VerifiedSource.Open(source), limit: null);
        Console.WriteLine($"{recount.Submissions} submissions, {recount.Experiments} experiments, {recount.Samples} samples, {recount.Runs} runs");
    }
}
