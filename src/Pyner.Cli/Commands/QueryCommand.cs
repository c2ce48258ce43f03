using System.CommandLine;
using Pyner.Cli.Help;
using Pyner.Cli.Querying;
using Pyner.Cli.Terminal;
using Pyner.Query;

namespace Pyner.Cli.Commands;

/// <summary><c>pyner query KB SQL</c>: asks the tables of a knowledge base.</summary>
internal sealed class QueryCommand : AnsweringCommand
{
    private const int DefaultTop = 100;

    private readonly PathArgument _folder = new("KB") { Description = "The knowledge base's folder. It was built with --tables." };

    private readonly Argument<string> _sql = new("SQL") { Description = "One statement in DuckDB's SQL that reads; - takes it from stdin." };

    private readonly WholeNumberOption _top = new("--top", least: 0)
    {
        Description = $"Show the first N rows; 0 for all. Default: {DefaultTop} on a terminal, else all.",
    };

    private readonly Option<bool> _json = new("--json") { Description = "Write JSON lines: one object per row." };

    private readonly Option<bool> _csv = new("--csv") { Description = "Write comma-separated values under a head line." };

    /// <summary>Makes the command.</summary>
    public QueryCommand()
        : base("query", "Ask the tables of a knowledge base in SQL")
    {
        Add(_folder);
        Add(_sql);
        Add(_top);
        Add(_json);
        Add(_csv);
        Validators.Add(result =>
        {
            if (result.GetValue(_json) && result.GetValue(_csv))
                result.AddError("--json and --csv exclude each other: give one of them");
        });
    }

    /// <inheritdoc/>
    public override IReadOnlyList<HelpSection> HelpSections { get; } =
    [
        new("Tables",
            "submissions, studies, experiments, samples, sample_attributes, runs: a row for each record",
            "organisms, strategies, sources, selections, layouts, platforms, instrument_models, attributes,",
            "organism_strategies, organism_submissions: the catalogs",
            "",
            "'DESCRIBE samples' says what a table has; docs/tables.md what it means. The catalogs count the",
            "experiments and samples whose column counted is true; the others lack a title, strategy or organism."),
        new("Output",
            "A table on a terminal, or where it has too many columns a block for each row; elsewhere",
            "tab-separated lines under a head line, or with --json or --csv what programs read. Statements see",
            "the tables and nothing else: no file, no network."),
        new("Environment",
            "TMPDIR=FOLDER  where what does not fit into memory goes; up to half of what is free there"),
        new("Exit codes",
            "0 answered, also with no rows; 2 error; 130 interrupted"),
        new("Examples",
            "pyner query kb \"SELECT organism, count FROM organisms LIMIT 10\"",
            "pyner query kb \"SELECT value, count(*) AS n FROM sample_attributes",
            "                WHERE normalised_tag = 'tissue' GROUP BY ALL ORDER BY n DESC\" --csv > tissues.csv",
            "pyner query kb \"SUMMARIZE experiments\" --json"),
    ];

    /// <inheritdoc/>
    protected override int Answer(ParseResult arguments)
    {
        string sql = arguments.GetRequiredValue(_sql);
        if (sql == "-")
            sql = Console.In.ReadToEnd();
        using var interruption = new Interruption(() => { });
        using var database = TableDatabase.Open(KnowledgeBasePlace.Find(arguments.GetRequiredValue(_folder), KnowledgeBasePlace.Tables));
        using QueryResult result = database.Query(sql, interruption.Token);
        bool isForPeople = !arguments.GetValue(_json) && !arguments.GetValue(_csv) && TerminalInfo.OutputIsTerminal;
        long top = arguments.GetValue(_top) ?? (isForPeople ? DefaultTop : 0);
        long rows = 0;
        bool isCut = false;
        using (IQueryOutput output = Output(arguments))
        {
            output.Begin(result.Columns);
            while (result.Read())
            {
                interruption.Token.ThrowIfCancellationRequested();
                isCut = top > 0 && rows == top;
                if (isCut)
                    break;
                output.Write(result);
                rows++;
            }
        }
        // After the rows: on a terminal they are written at the end.
        if (isCut)
            Stderr.WriteLine($"the first {Quantity.Count(top, "row")}; there are more (--top 0 shows all)");
        else if (isForPeople && TerminalInfo.ErrorIsTerminal)
            Stderr.WriteLine(Quantity.Count(rows, "row"));
        return ExitCode.Done;
    }

    private IQueryOutput Output(ParseResult arguments) => arguments.GetValue(_json) ? new JsonQueryOutput()
        : arguments.GetValue(_csv) ? new CsvQueryOutput()
        : new TableQueryOutput();
}
