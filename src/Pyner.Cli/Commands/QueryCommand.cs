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
            "'DESCRIBE samples' says what a table has; docs/tables.md what it means."),
        new("Output",
            "A table on a terminal; elsewhere tab-separated lines under a head line, or with --json or --csv",
            "what programs read. Statements see the tables and nothing else: no file, no network."),
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
        using var database = TableDatabase.Open(arguments.GetRequiredValue(_folder));
        using QueryResult result = database.Query(sql, interruption.Token);
        using IQueryOutput output = arguments.GetValue(_json) ? new JsonQueryOutput()
            : arguments.GetValue(_csv) ? new CsvQueryOutput()
            : new TableQueryOutput();
        long top = arguments.GetValue(_top) ?? (output is TableQueryOutput && TerminalInfo.OutputIsTerminal ? DefaultTop : 0);
        output.Begin(result.Columns);
        long rows = 0;
        while (result.Read())
        {
            interruption.Token.ThrowIfCancellationRequested();
            if (top > 0 && rows == top)
            {
                Stderr.WriteLine($"the first {Quantity.Count(top, "row")}; there are more (--top 0 shows all)");
                break;
            }
            output.Write(result);
            rows++;
        }
        return ExitCode.Done;
    }
}
