using System.CommandLine;
using Pyner.Cli.Help;
using Pyner.Cli.Terminal;
using Pyner.Verification;
using Pyner.Verification.Counting;

namespace Pyner.Cli.Commands;

/// <summary><c>pyner verify KB SOURCE</c>: recounts the source by an independent path and compares.</summary>
internal sealed class VerifyCommand : AnsweringCommand
{
    private const int DefaultTop = 100;

    private readonly PathArgument _folder = new("KB") { Description = "The knowledge base's folder." };

    private readonly PathArgument _source = new("SOURCE") { Description = "What it was built from: folder, tar or tar.gz." };

    private readonly WholeNumberOption _top = new("--top", least: 0, most: int.MaxValue)
    {
        Description = $"List the first N differences; 0 for all. Default: {DefaultTop}.",
    };

    private readonly Option<bool> _json = new("--json") { Description = "Write JSON lines: one object per difference, then a summary." };

    private readonly Option<bool> _quiet = new("--quiet", "-q") { Description = "Write nothing but errors; the exit code tells." };

    /// <summary>Makes the command.</summary>
    public VerifyCommand()
        : base("verify", "Recount a source by an independent path and compare every figure of a knowledge base")
    {
        Add(_folder);
        Add(_source);
        Add(_top);
        Add(_json);
        Add(_quiet);
        Validators.Add(result =>
        {
            if (result.GetValue(_json) && result.GetValue(_quiet))
                result.AddError("--json writes to stdout, --quiet writes nothing: give one of them");
        });
    }

    /// <inheritdoc/>
    public override IReadOnlyList<HelpSection> HelpSections { get; } =
    [
        new("How",
            "Every document is read by .NET's XmlReader, on one thread, without any code that builds knowledge",
            "bases, and counted by the same rules. It takes many times as long as the build."),
        new("What is compared",
            "Every figure of knowledge_base.json and indices.json, every rejected file, and of job.json the",
            "submissions, the files by kind, the ignored ones (unless the job ended at its limit) and the",
            "rejected ones. Not recounted are the tables, job.json's timings, resources and batches, the error",
            "codes, and what is in a vocabulary: of off_vocabulary it is only checked that the values exist."),
        new("Exit codes",
            "0 every figure agrees; 1 some do not, stdout lists them; 2 error; 130 interrupted"),
        new("Examples",
            "pyner verify kb samples/sra-mini",
            "pyner verify kb NCBI_SRA_Metadata_Full.tar.gz --json"),
    ];

    /// <inheritdoc/>
    protected override int Answer(ParseResult arguments)
    {
        bool isQuiet = arguments.GetValue(_quiet);
        VerificationResult result;
        using (var interruption = new Interruption(() => { }))
        using (var line = new ChangingLine(isQuiet))
        {
            result = KnowledgeBaseVerification.Run(
                KnowledgeBasePlace.Find(arguments.GetRequiredValue(_folder)), arguments.GetRequiredValue(_source), Show, interruption.Token);
            void Show(RecountProgress progress) => line.Show(elapsed =>
                $"recounting: {Quantity.Count(progress.Submissions, "submission")}, {Quantity.Count(progress.Files, "file")}, "
                + Quantity.Rate(progress.Submissions, elapsed));
        }
        int top = (int)(arguments.GetValue(_top) ?? DefaultTop);
        IReadOnlyList<Difference> shown = top == 0 ? result.Differences : [.. result.Differences.Take(top)];
        if (arguments.GetValue(_json))
            WriteJson(result, shown);
        else if (!isQuiet)
            WriteText(result, shown);
        return result.Agrees ? ExitCode.Done : ExitCode.DoneWithRejectedFiles;
    }

    private static void WriteText(VerificationResult result, IReadOnlyList<Difference> shown)
    {
        foreach (Difference difference in shown)
            Console.Out.WriteLine(SafeText.OneLine(difference.ToString()));
        string counted = $"{Quantity.Count(result.Recount.Submissions, "submission")} recounted, {Quantity.Count(result.Figures, "figure")} compared";
        if (result.Agrees)
        {
            Console.Out.WriteLine($"Every figure agrees: {counted}.");
            return;
        }
        int hidden = result.Differences.Count - shown.Count;
        string more = hidden > 0 ? $", of which {Quantity.Count(hidden)} are not listed (--top 0 lists all)" : "";
        Console.Out.WriteLine($"{Quantity.Count(result.Differences.Count, "difference")}{more}: {counted}.");
    }

    private static void WriteJson(VerificationResult result, IReadOnlyList<Difference> shown)
    {
        using var lines = new JsonLines(Stdout.Open());
        foreach (Difference difference in shown)
        {
            lines.Write(json =>
            {
                json.WriteString("type", "difference");
                json.WriteString("catalog", difference.Catalog);
                json.WriteString("value", difference.Value);
                json.WriteString("figure", difference.Figure);
                json.WriteString("published", difference.Published);
                json.WriteString("recounted", difference.Recounted);
            });
        }
        lines.Write(json =>
        {
            json.WriteString("type", "summary");
            json.WriteBoolean("agrees", result.Agrees);
            json.WriteNumber("differences", result.Differences.Count);
            json.WriteNumber("figures", result.Figures);
            json.WriteNumber("submissions", result.Recount.Submissions);
            json.WriteNumber("rejected", result.Recount.Rejected.Count);
        });
    }
}
