using System.CommandLine;
using Pyner.Cli.Help;
using Pyner.Cli.Inspecting;
using Pyner.Cli.Terminal;
using Pyner.KnowledgeBase.Publishing;
using Pyner.Pipeline.Reports;

namespace Pyner.Cli.Commands;

/// <summary><c>pyner inspect KB [CATALOG]</c>: shows a catalog of a knowledge base, or its statistics.</summary>
internal sealed class InspectCommand : AnsweringCommand
{
    private const int DefaultTop = 20;

    private readonly PathArgument _folder = new("KB") { Description = "The knowledge base's folder." };

    private static readonly string s_names = string.Join(", ", InspectedCatalog.All.Select(catalog => catalog.Name));

    private readonly Argument<string?> _catalog = new("CATALOG")
    {
        Description = $"Which catalog: {s_names}. Without one, the statistics are shown.",
        HelpName = "CATALOG",
        Arity = ArgumentArity.ZeroOrOne,
    };

    private readonly WholeNumberOption _top = new("--top", least: 0, most: int.MaxValue)
    {
        Description = $"Show the N largest; 0 for all. Default: {DefaultTop}.",
    };

    private readonly Option<string> _search = new("--search")
    {
        Description = "Show those whose name contains TEXT, in upper or lower case.",
        HelpName = "TEXT",
    };

    private readonly Option<bool> _json = new("--json") { Description = "Write JSON lines: one object per value, or one with the statistics." };

    /// <summary>Makes the command.</summary>
    public InspectCommand()
        : base("inspect", "Show a catalog of a knowledge base, or its statistics")
    {
        _catalog.CompletionSources.Add([.. InspectedCatalog.All.Select(catalog => catalog.Name)]);
        _catalog.Validators.Add(result =>
        {
            if (result.Tokens.Count > 0 && Named(result.Tokens[0].Value) is null)
                result.AddError($"'{result.Tokens[0].Value}' not recognized: CATALOG is one of {s_names}");
        });
        Add(_folder);
        Add(_catalog);
        Add(_top);
        Add(_search);
        Add(_json);
    }

    /// <inheritdoc/>
    public override IReadOnlyList<HelpSection> HelpSections { get; } =
    [
        new("Output",
            "A table on a terminal; elsewhere tab-separated lines (rank, count, submissions, name) under a",
            "head line. In the table a name marked with * is not in the vocabulary of the SRA schemas; --json",
            "tells too. Control characters in names are written as \\u001b. Under the catalog it is said how many",
            "records lack what they need to count: they are in no catalog. Without a catalog: the figures that",
            "are no catalog, as \"statistics\" of knowledge_base.json has them."),
        new("Exit codes",
            "0 shown, also when nothing matches; 2 error"),
        new("Examples",
            "pyner inspect kb",
            "pyner inspect kb organisms",
            "pyner inspect kb organisms --search oryza --top 0",
            "pyner inspect kb instrument-models --json | jq -r .name"),
    ];

    /// <inheritdoc/>
    protected override int Answer(ParseResult arguments)
    {
        PublishedKnowledgeBase kb = KnowledgeBaseFile.Read(KnowledgeBasePlace.Find(arguments.GetRequiredValue(_folder)));
        if (arguments.GetValue(_catalog) is not { } name)
        {
            StatisticsText.Write(kb, arguments.GetValue(_json));
            return ExitCode.Done;
        }
        InspectedCatalog catalog = Named(name)!;
        int top = (int)(arguments.GetValue(_top) ?? DefaultTop);
        List<InspectedEntry> matching = Matching(kb, catalog, arguments.GetValue(_search));
        List<InspectedEntry> shown = top == 0 || top >= matching.Count ? matching : matching[..top];
        if (arguments.GetValue(_json))
        {
            WriteJson(catalog, shown);
            return ExitCode.Done;
        }
        CatalogText.Write(catalog, shown);
        Stderr.WriteLine(Footnote(catalog, kb, matching.Count, shown));
        if ((catalog.Kind.Counted == "samples" ? UncountedText.OfSamples(kb.Statistics) : UncountedText.OfExperiments(kb.Statistics)) is { } uncounted)
            Stderr.WriteLine(uncounted);
        return ExitCode.Done;
    }

    /// <summary>The catalog that is meant: also by its name in knowledge_base.json, or by the original's for the instrument models.</summary>
    private static InspectedCatalog? Named(string name)
    {
        string asked = name == "instruments" ? "instrument-models" : name.Replace('_', '-');
        return InspectedCatalog.All.SingleOrDefault(catalog => catalog.Name == asked);
    }

    private static List<InspectedEntry> Matching(PublishedKnowledgeBase kb, InspectedCatalog catalog, string? search)
    {
        HashSet<string> offVocabulary = kb.OffVocabulary.TryGetValue(catalog.Kind.Name, out IReadOnlyList<string>? values)
            ? [.. values]
            : [];
        long whole = catalog.Kind.Whole(kb.Statistics);
        var matching = new List<InspectedEntry>();
        int rank = 0;
        foreach (CatalogEntry entry in catalog.Kind.Of(kb))
        {
            rank++;
            if (string.IsNullOrEmpty(search) || entry.Value.Contains(search, StringComparison.OrdinalIgnoreCase))
            {
                double share = whole == 0 ? 0 : (double)entry.Count / whole;
                matching.Add(new InspectedEntry(rank, entry.Value, entry.Count, share, entry.Submissions, offVocabulary.Contains(entry.Value)));
            }
        }
        return matching;
    }

    private static string Footnote(InspectedCatalog catalog, PublishedKnowledgeBase kb, int matching, List<InspectedEntry> shown)
    {
        int all = catalog.Kind.Of(kb).Count;
        string found = matching == all
            ? $"{Quantity.Count(all)} {catalog.Name}"
            : $"{Quantity.Count(matching)} of {Quantity.Count(all)} {catalog.Name} match";
        string more = shown.Count < matching ? $"; {Quantity.Count(matching - shown.Count)} not shown (--top 0 shows all)" : "";
        string star = shown.Any(entry => entry.OffVocabulary) && TerminalInfo.OutputIsTerminal ? "; * not in the schemas' vocabulary" : "";
        return found + more + star;
    }

    private static void WriteJson(InspectedCatalog catalog, List<InspectedEntry> shown)
    {
        using var lines = new JsonLines(Stdout.Open());
        foreach (InspectedEntry entry in shown)
        {
            lines.Write(json =>
            {
                json.WriteString("catalog", catalog.Kind.Name);
                json.WriteNumber("rank", entry.Rank);
                json.WriteString("name", entry.Value);
                json.WriteNumber("count", entry.Count);
                json.WriteNumber("share", Math.Round(entry.Share, 6));
                json.WriteNumber("submissions", entry.Submissions);
                json.WriteBoolean("off_vocabulary", entry.OffVocabulary);
            });
        }
    }
}
