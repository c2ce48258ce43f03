using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Invocation;

namespace Pyner.Cli.Help;

/// <summary>The generated help of a command, then its own sections: examples, exit codes, where the output goes.</summary>
/// <param name="generated">What writes usage, arguments and options from their definitions.</param>
internal sealed class FullHelp(HelpAction generated) : SynchronousCommandLineAction
{
    private const int Width = 100;
    private const string Indent = "  ";

    /// <inheritdoc/>
    public override bool ClearsParseErrors => true;

    /// <inheritdoc/>
    public override int Invoke(ParseResult parseResult)
    {
        // A pipe has no width, and a wide terminal makes lines that no one can read.
        int width = Console.IsOutputRedirected ? Width : Math.Min(Width, Console.WindowWidth);
        generated.MaxWidth = width;
        generated.Invoke(parseResult);
        TextWriter output = parseResult.InvocationConfiguration.Output;
        if (parseResult.CommandResult.Command is IExplainedCommand explained)
        {
            foreach (HelpSection section in explained.HelpSections)
            {
                output.WriteLine(section.Title + ":");
                foreach (string line in section.Lines.SelectMany(line => Wrapped(line, width - Indent.Length)))
                    output.WriteLine(line.Length == 0 ? "" : Indent + line);
                output.WriteLine();
            }
        }
        return ExitCode.Done;
    }

    /// <summary>Breaks a line where it is too long; what follows stands below the second column where there are two.</summary>
    private static IEnumerable<string> Wrapped(string line, int width)
    {
        int gap = line.TrimStart().IndexOf("  ", StringComparison.Ordinal);
        int leading = line.Length - line.TrimStart().Length;
        int column = gap < 0 ? leading : line.Length - line[(leading + gap)..].TrimStart().Length;
        string below = new(' ', column < width / 2 ? column : leading);
        while (line.Length > width)
        {
            int space = line.LastIndexOf(' ', width);
            if (space <= below.Length)
                break;
            yield return line[..space].TrimEnd();
            line = below + line[space..].TrimStart();
        }
        yield return line;
    }
}
