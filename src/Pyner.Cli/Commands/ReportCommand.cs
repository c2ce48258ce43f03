using System.CommandLine;
using Pyner.Cli.Help;
using Pyner.Pipeline.Reports;

namespace Pyner.Cli.Commands;

/// <summary><c>pyner report KB</c>: makes a knowledge base's report again.</summary>
internal sealed class ReportCommand : AnsweringCommand
{
    private readonly PathArgument _folder = new("KB") { Description = "The knowledge base's folder." };

    private readonly PathOption _out = new("--out", "-o")
    {
        Description = $"File for the report. Default: {ReportFile.Name} in KB.",
        HelpName = "FILE",
    };

    /// <summary>Makes the command.</summary>
    public ReportCommand()
        : base("report", "Make a knowledge base's report again")
    {
        Add(_folder);
        Add(_out);
    }

    /// <inheritdoc/>
    public override IReadOnlyList<HelpSection> HelpSections { get; } =
    [
        new("Output",
            $"One page, {ReportFile.Name}, as every job leaves it: summary, throughput over time, the largest values",
            "of each catalog, organism by strategy, devices, checkpoints, rejected files, environment. It needs",
            "no network and no script. Its path goes to stdout."),
        new("Exit codes",
            "0 made; 2 error: a file that it is made of is missing, broken, or another job's"),
        new("Examples",
            "pyner report kb",
            "pyner report kb --out /tmp/sra.html"),
    ];

    /// <inheritdoc/>
    protected override int Answer(ParseResult arguments)
    {
        Console.Out.WriteLine(ReportFile.Make(arguments.GetRequiredValue(_folder), arguments.GetValue(_out)));
        return ExitCode.Done;
    }
}
