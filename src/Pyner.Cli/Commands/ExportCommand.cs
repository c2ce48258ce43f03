using System.CommandLine;
using Pyner.Cli.Help;
using Pyner.Cli.Terminal;
using Pyner.Query.Sradb;

namespace Pyner.Cli.Commands;

/// <summary><c>pyner export KB</c>: makes a database of a knowledge base's tables that other programs know.</summary>
internal sealed class ExportCommand : AnsweringCommand
{
    private static readonly TimeSpan s_look = TimeSpan.FromMilliseconds(250);

    private readonly PathArgument _folder = new("KB") { Description = "The knowledge base's folder. It was built with --tables." };

    private readonly PathOption _sqlite = new("--sqlite")
    {
        Description = "File for a SQLite database with the tables and columns of SRAdb's SRAmetadb.sqlite. It must not exist.",
        HelpName = "FILE",
        Required = true,
    };

    /// <summary>Makes the command.</summary>
    public ExportCommand()
        : base("export", "Make a SQLite database as SRAdb knows it")
    {
        Add(_folder);
        Add(_sqlite);
    }

    /// <inheritdoc/>
    public override IReadOnlyList<HelpSection> HelpSections { get; } =
    [
        new("Output",
            "submission, study, sample, experiment, run: a row for each accession; sra: a row for each run",
            "with all of these; sra_ft: the full-text index of sra. The file's path goes to stdout. What of",
            "SRAdb's columns stays NULL is in docs/tables.md, and in the table col_desc of the file."),
        new("Exit codes",
            "0 made; 2 error; 130 interrupted, and nothing is left"),
        new("Examples",
            "pyner export kb --sqlite SRAmetadb.sqlite",
            "sqlite3 SRAmetadb.sqlite \"SELECT run_accession FROM sra_ft WHERE sra_ft MATCH 'breast cancer'\""),
    ];

    /// <inheritdoc/>
    protected override int Answer(ParseResult arguments)
    {
        string file = arguments.GetRequiredValue(_sqlite);
        using var interruption = new Interruption(() => { });
        string folder = KnowledgeBasePlace.Find(arguments.GetRequiredValue(_folder), KnowledgeBasePlace.Tables);
        using (var line = new ChangingLine(isQuiet: false))
        {
            string table = "";
            using var clock = new Timer(
                _ => line.Show(elapsed => $"exporting: table {Volatile.Read(ref table)}, {Quantity.Clock(elapsed)}"), null, s_look, s_look);
            SradbExport.Write(folder, file, begun => Volatile.Write(ref table, begun), interruption.Token);
        }
        Console.Out.WriteLine(file);
        return ExitCode.Done;
    }
}
