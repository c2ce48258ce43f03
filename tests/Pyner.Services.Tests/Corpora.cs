using System.Formats.Tar;
using System.IO.Compression;
using Pyner.Corpus;
using Pyner.Parquet;
using Pyner.Pipeline;
using Pyner.TestData;

namespace Pyner.Services.Tests;

/// <summary>The sources that jobs read, each as a tree, a tar and a tar.gz, and what <c>pyner build</c> makes of them.</summary>
internal sealed class Corpora(string folder)
{
    /// <summary>Submissions of the generated corpus.</summary>
    public const int Submissions = 5_000;

    /// <summary>An organism by a name that would like to be markup.</summary>
    public const string HostileOrganism = "<img src=x onerror=\"alert('organism')\">";

    private static readonly CorpusOptions s_options = new()
    {
        Submissions = Submissions,
        Seed = 20,
        Malformed = 0.01,
        Oddity = 10,
        MaxExperiments = 12,
        Interleave = true,
        Threads = 2,
    };

    private readonly Dictionary<string, Dictionary<string, string>> _built = [];

    /// <summary>The generated corpus as a tree, a tar or a tar.gz.</summary>
    public string Generated(string kind) => Make($"generated.{kind}", path =>
    {
        switch (kind)
        {
            case "tree":
                CorpusGenerator.WriteTree(path, s_options);
                break;
            case "tar":
                CorpusGenerator.WriteTar(path, s_options);
                break;
            default:
                CorpusGenerator.WriteTarGz(path, s_options);
                break;
        }
    });

    /// <summary>
    /// A generated tree in a folder whose name would like to be markup, with as many samples of <see cref="HostileOrganism"/> as make it the most frequent
    /// one.
    /// </summary>
    public string Hostile() => Make("<img src=x onerror=alert(1)>", path =>
    {
        CorpusGenerator.WriteTree(path, s_options with { Submissions = 2_000, Seed = 21 });
        string folder = Directory.CreateDirectory(Path.Combine(path, "DRA000000")).FullName;
        IEnumerable<string> samples = Enumerable.Range(0, 9_000).Select(number =>
            $"<SAMPLE accession=\"SRS9{number:000000}\">"
            + $"<SAMPLE_NAME><SCIENTIFIC_NAME>{System.Security.SecurityElement.Escape(HostileOrganism)}</SCIENTIFIC_NAME></SAMPLE_NAME></SAMPLE>");
        File.WriteAllText(Path.Combine(folder, "DRA000000.sample.xml"), $"<SAMPLE_SET>{string.Concat(samples)}</SAMPLE_SET>");
    });

    /// <summary>The real documents as a tree, a tar or a tar.gz.</summary>
    public string Real(string kind) => kind == "tree" ? RealDocuments.Path("tree") : Make($"real.{kind}", path =>
    {
        using FileStream file = File.Create(path);
        using Stream stream = kind == "tar" ? file : new GZipStream(file, CompressionLevel.Fastest);
        TarFile.CreateFromDirectory(RealDocuments.Path("tree"), stream, false);
    });

    /// <summary>What <c>pyner build</c> makes of a source: each output that must be the same bytes, as a digest.</summary>
    /// <param name="source">The source.</param>
    /// <param name="studies">Whether to write the submissions behind each organism.</param>
    /// <param name="limit">How many submissions to read; null for all.</param>
    /// <param name="tablesBatchSize">The batch size of the job whose tables are to be compared, since they depend on it; null for no tables.</param>
    public Dictionary<string, string> Built(string source, bool studies, long? limit = null, int? tablesBatchSize = null)
    {
        string key = $"{source} {studies} {limit} {tablesBatchSize}";
        if (_built.TryGetValue(key, out Dictionary<string, string>? outputs))
            return outputs;
        string output = Path.Combine(folder, $"built{_built.Count}");
        var options = new BuildOptions
        {
            SourcePath = source,
            OutputFolder = output,
            BatchSize = tablesBatchSize ?? BuildOptions.StandardBatchSize,
            Studies = studies,
            Tables = tablesBatchSize is not null,
            Limit = limit,
            Threads = 2,
        };
        BuildResult result = new BuildJob(options, JobPorts.Default with { TableFormat = new ParquetTableFormat() }).Run(CancellationToken.None);
        if (result.ExitCode > 1)
            throw new InvalidOperationException(result.Message);
        return _built[key] = PublishedOutputs.Of(output);
    }

    private string Make(string name, Action<string> make)
    {
        string path = Path.Combine(folder, name);
        if (!Path.Exists(path))
            make(path);
        return path;
    }
}
