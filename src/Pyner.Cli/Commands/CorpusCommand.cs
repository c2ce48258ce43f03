using System.CommandLine;
using Pyner.Cli.Help;
using Pyner.Cli.Terminal;
using Pyner.Corpus;
using Pyner.Corpus.Truth;

namespace Pyner.Cli.Commands;

/// <summary><c>pyner corpus TARGET</c>: generates a corpus and its truth.</summary>
internal sealed class CorpusCommand : AnsweringCommand
{
    private readonly PathArgument _target = new("TARGET")
    {
        Description = "Where to write: a new or empty folder, or a file whose name ends in .tar.gz, .tgz or .tar.",
    };

    private readonly WholeNumberOption _submissions =
        new("--submissions", most: CorpusOptions.MostSubmissions) { Description = "How many submissions.", Required = true };

    private readonly WholeNumberOption _seed = new("--seed", least: 0)
    {
        Description = "Chooses the corpus. Equal options and seed give equal bytes everywhere. Default: 1.",
    };

    private readonly NumberOption _malformed = new("--malformed", 0, 1) { Description = "Share of all files that are malformed, 0 to 1. Default: 0." };

    private readonly NumberOption _oddity = new("--oddity", 0, 1000)
    {
        Description = "How many times likelier rare constructs are: CDATA, comments that hold fake records, other encodings. Default: 1.",
    };

    private readonly WholeNumberOption _maxExperiments = new("--max-experiments", most: CorpusOptions.LargestSubmission)
    {
        Description = $"Most experiments that one submission may have. Default: {Quantity.Count(CorpusOptions.LargestSubmission)}.",
    };

    private readonly Option<bool> _nested = new("--nested") { Description = "Nest folders as in DRA000/DRA000001/." };

    private readonly Option<bool> _interleave = new("--interleave")
    {
        Description = "Mix the members of neighbouring submissions in an archive, as the distributed tar.gz does.",
    };

    private readonly WholeNumberOption _threads = new("--threads", most: 1024)
    {
        Description = "Threads that generate. They change no byte. Default: one per processor.",
    };

    private readonly Option<bool> _quiet = new("--quiet", "-q") { Description = "Write nothing but errors." };

    /// <summary>Makes the command.</summary>
    public CorpusCommand()
        : base("corpus", "Generate a realistic corpus in the dump's layout, and the figures that an exact reader must find")
    {
        Add(_target);
        foreach (Option option in new Option[]
            { _submissions, _seed, _malformed, _oddity, _maxExperiments, _nested, _interleave, _threads, _quiet })
            Add(option);
        Validators.Add(result =>
        {
            if (result.GetValue(_interleave) && result.GetValue(_target) is { } target && !IsArchive(target))
                result.AddError("--interleave mixes the members of an archive: give a target whose name ends in .tar.gz, .tgz or .tar, or leave it out");
        });
    }

    /// <inheritdoc/>
    public override IReadOnlyList<HelpSection> HelpSections { get; } =
    [
        new("Output",
            "The corpus, and beside it NAME.truth.json: its figures, counted while it was written, and every",
            "malformed file with the byte offset of its fault. All of it is invented; nothing is taken from",
            "the archive."),
        new("Exit codes",
            "0 written; 2 error; 130 interrupted"),
        new("Examples",
            "pyner corpus --submissions 5000 --seed 1 /tmp/corpus",
            "pyner corpus --submissions 50000 --seed 7 --malformed 0.01 --interleave dump.tar.gz"),
    ];

    /// <inheritdoc/>
    protected override int Answer(ParseResult arguments)
    {
        string target = arguments.GetRequiredValue(_target);
        CorpusOptions options = Chosen(arguments);
        bool isQuiet = arguments.GetValue(_quiet);
        CorpusTruth truth;
        using (var interruption = new Interruption(() => { }))
        using (var line = new ChangingLine(isQuiet))
        {
            var progress = new Progress(line, options.Submissions);
            truth = IsTarGz(target) ? CorpusGenerator.WriteTarGz(target, options, progress, interruption.Token)
                : IsArchive(target) ? CorpusGenerator.WriteTar(target, options, progress, interruption.Token)
                : CorpusGenerator.WriteTree(target, options, progress, interruption.Token);
        }
        if (!isQuiet)
        {
            Console.Out.WriteLine($"Submissions  {Quantity.Count(truth.Submissions)}, {Quantity.Bytes(truth.AllBytes)}");
            Console.Out.WriteLine($"Experiments  {Quantity.Count(truth.Experiments)}");
            Console.Out.WriteLine($"Samples      {Quantity.Count(truth.Samples)}");
            Console.Out.WriteLine($"Runs         {Quantity.Count(truth.Runs)}");
            Console.Out.WriteLine($"Malformed    {Quantity.Count(truth.Rejected.Count, "file")}");
            Console.Out.WriteLine($"Corpus       {SafeText.OneLine(target)}");
            Console.Out.WriteLine($"Truth        {SafeText.OneLine(CorpusGenerator.TruthPath(target))}");
        }
        return ExitCode.Done;
    }

    private CorpusOptions Chosen(ParseResult arguments)
    {
        var options = new CorpusOptions { Submissions = arguments.GetValue(_submissions) ?? 0 };
        return options with
        {
            Seed = (ulong)(arguments.GetValue(_seed) ?? (long)options.Seed),
            Malformed = arguments.GetValue(_malformed) ?? options.Malformed,
            Oddity = arguments.GetValue(_oddity) ?? options.Oddity,
            MaxExperiments = (int)(arguments.GetValue(_maxExperiments) ?? options.MaxExperiments),
            Nested = arguments.GetValue(_nested),
            Interleave = arguments.GetValue(_interleave),
            Threads = (int)(arguments.GetValue(_threads) ?? options.Threads),
        };
    }

    private static bool IsArchive(string target) => IsTarGz(target) || target.EndsWith(".tar", StringComparison.Ordinal);

    private static bool IsTarGz(string target) =>
        target.EndsWith(".tar.gz", StringComparison.Ordinal) || target.EndsWith(".tgz", StringComparison.Ordinal);

    private sealed class Progress(ChangingLine line, long whole) : IProgress<long>
    {
        public void Report(long value) => line.Show(elapsed =>
            $"generating: {Quantity.Count(value)} of {Quantity.Count(whole, "submission")}, {Quantity.Rate(value, elapsed)}");
    }
}
