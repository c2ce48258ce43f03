using System.CommandLine;
using Pyner.Cli.Help;
using Pyner.Pipeline.Reports;
using Pyner.Verification.Sources;

namespace Pyner.Cli.Commands;

/// <summary><c>pyner report KB</c>: makes a knowledge base's report again.</summary>
internal sealed class ReportCommand : AnsweringCommand
{
    private readonly PathArgument _folder = new("KB") { Description = "The knowledge base's folder." };

    private readonly PathOption _out = new("--out", "-o")
    {
        Description = $"File for the report; what a link leads to is written. Default: {ReportFile.Name} in KB.",
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
        Console.Out.WriteLine(ReportFile.Make(KnowledgeBasePlace.Find(arguments.GetRequiredValue(_folder)), Target(arguments.GetValue(_out))));
        return ExitCode.Done;
    }

    /// <summary>
    /// The file to write: what a link leads to, so that the link stays. The report takes a former one's place, which no pipe and no device is to lose.
    /// </summary>
    private static string? Target(string? path)
    {
        if (path is null)
            return null;
        if (path == "-")
            throw new UserException("--out names a file, and - is none: give the file's name; ./- for one that is called so");
        try
        {
            string target = new FileInfo(path).LinkTarget is null ? path : File.ResolveLinkTarget(path, returnFinalTarget: true)!.FullName;
            return !Path.Exists(target) || FileTypes.IsRegular(target)
                ? target
                : throw new UserException($"'{path}' is a folder, a pipe or a device, whose place the report would take: name a file");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new UserException($"'{path}' can't be written: {e.Message}");
        }
    }
}
