using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Invocation;

namespace Pyner.Cli.Help;

/// <summary>The generated help of a command, then its own sections: examples, exit codes, where the output goes.</summary>
/// <param name="generated">What writes usage, arguments and options from their definitions.</param>
internal sealed class FullHelp(HelpAction generated) : SynchronousCommandLineAction
{
    private const int Width = 100;

    /// <inheritdoc/>
    public override bool ClearsParseErrors => true;

    /// <inheritdoc/>
    public override int Invoke(ParseResult parseResult)
    {
        // A pipe has no width, and a wide terminal makes lines that no one can read.
        generated.MaxWidth = Console.IsOutputRedirected ? Width : Math.Min(Width, Console.WindowWidth);
        generated.Invoke(parseResult);
        TextWriter output = parseResult.InvocationConfiguration.Output;
        if (parseResult.CommandResult.Command is IExplainedCommand explained)
        {
            foreach (HelpSection section in explained.HelpSections)
            {
                output.WriteLine(section.Title + ":");
                foreach (string line in section.Lines)
                    output.WriteLine(line.Length == 0 ? "" : "  " + line);
                output.WriteLine();
            }
        }
        return ExitCode.Done;
    }
}
