using System.Globalization;
using BenchmarkDotNet.Running;
using Pyner.Benchmarks.Baseline;
using Pyner.Benchmarks.Distribution;
using Pyner.Benchmarks.Scaling;
using Pyner.Benchmarks.WholeProcess;

namespace Pyner.Benchmarks;

/// <summary>
/// <c>compare</c>, <c>peers</c>, <c>scale</c>, <c>big-files</c>, <c>tables</c> and <c>services</c> run whole programs in turn (see the <c>run.sh</c> here
/// and in the folders of these names), <c>xmlreader</c> and <c>inflate</c> are two of them; anything else goes to BenchmarkDotNet.
/// </summary>
internal static class Program
{
    private static int Main(string[] arguments)
    {
        switch (arguments)
        {
            case ["compare", .. string[] rest]:
                return Comparison.Run(ComparisonOptions.Parse(rest));
            case ["peers", string programs, .. string[] rest]:
                return PeerComparison.Run(ComparisonOptions.Parse(rest), programs.Split(' '));
            case ["scale", .. string[] rest]:
                return ScaleRun.Run(ComparisonOptions.Parse(rest), new Arguments(rest));
            case ["big-files", .. string[] rest]:
                return BigFileRun.Run(ComparisonOptions.Parse(rest), new Arguments(rest));
            case ["tables", .. string[] rest]:
                return TablesRun.Run(ComparisonOptions.Parse(rest));
            case ["services", .. string[] rest]:
                return ServicesRun.Run(ComparisonOptions.Parse(rest));
            case ["xmlreader", string tree, string threads, string figures]:
                XmlReaderBaseline.Write(XmlReaderBaseline.Count(tree, int.Parse(threads, CultureInfo.InvariantCulture)), figures);
                return 0;
            case ["inflate", string file]:
                InflateBaseline.Run(file);
                return 0;
            default:
                BenchmarkSwitcher.FromAssembly(typeof(Program).Assembly).Run(arguments);
                return 0;
        }
    }
}
