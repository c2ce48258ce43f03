using System.CommandLine;
using System.CommandLine.Invocation;
using System.Reflection;
using System.Runtime.InteropServices;
using Pyner.Xml.Indexing;

namespace Pyner.Cli;

/// <summary>What <c>pyner --version</c> shows.</summary>
internal sealed class VersionAction : SynchronousCommandLineAction
{
    /// <summary>The tool's version, such as <c>0.1.0</c>.</summary>
    public static string ToolVersion { get; } =
        typeof(VersionAction).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()!.InformationalVersion.Split('+')[0];

    /// <inheritdoc/>
    public override int Invoke(ParseResult parseResult)
    {
        TextWriter output = parseResult.InvocationConfiguration.Output;
        output.WriteLine($"pyner {ToolVersion}");
        output.WriteLine($"runtime {RuntimeInformation.FrameworkDescription}, {RuntimeInformation.RuntimeIdentifier}");
        IEnumerable<string> supported = StructuralIndexers.Supported.Select(indexer => indexer.Name);
        output.WriteLine($"indexer {Chosen()} (this machine has {string.Join(", ", supported)})");
        return ExitCode.Done;
    }

    private static string Chosen()
    {
        try
        {
            return StructuralIndexers.Choose().Name;
        }
        catch (NotSupportedException e)
        {
            throw new UserException(e.Message);
        }
    }
}
