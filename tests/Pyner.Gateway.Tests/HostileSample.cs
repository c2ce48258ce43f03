using System.Text.Json;
using Pyner.KnowledgeBase.Publishing;
using Pyner.Pipeline;
using Pyner.Pipeline.Distribution;
using Pyner.Pipeline.Distribution.Findings;
using Pyner.Pipeline.Outputs;
using Xunit;

namespace Pyner.Gateway.Tests;

/// <summary>What <c>pyner build</c> makes of a source with names that would like to be markup, and many broken files of several kinds.</summary>
public sealed class HostileSample : IDisposable
{
    /// <summary>The most frequent organism.</summary>
    public const string Organism = "<img src=x onerror=\"alert('organism')\"> \u202eevil";

    /// <summary>How a page must show it.</summary>
    public const string ShownOrganism = "<img src=x onerror=\"alert('organism')\"> \\u202eevil";

    /// <summary>Submissions, each with a sample file.</summary>
    public const int Submissions = 180;

    /// <summary>How many of the files are cut, have an entity that nobody declared, or begin with anything but markup.</summary>
    public const int Cut = 120, Undeclared = 7, Garbage = 3;

    private readonly TemporaryFolder _folder = new();

    /// <summary>Builds it.</summary>
    public HostileSample()
    {
        for (int submission = 0; submission < Submissions; submission++)
        {
            string accession = $"SRA{submission:000000}";
            string folder = Directory.CreateDirectory(Path.Combine(Source, accession)).FullName;
            File.WriteAllText(Path.Combine(folder, accession + ".sample.xml"), Sample(submission));
        }
        var options = new BuildOptions { SourcePath = Source, OutputFolder = Folder, Threads = 1 };
        Assert.Equal(BuildOutcome.DoneWithRejected, new BuildJob(options, JobPorts.Default).Run(CancellationToken.None).Outcome);
        Timestamp = KnowledgeBaseFile.Read(Folder).Timestamp;
        // It names the job that made it, which is none of the tests'.
        File.Delete(Path.Combine(Folder, JobRecordFile.Name));
        Rejected = [.. File.ReadLines(Path.Combine(Folder, "rejected.jsonl")).Select(line => JsonElement.Parse(line))];
        Assert.Equal(Cut + Undeclared + Garbage, Rejected.Count);
    }

    /// <summary>The folder that was read.</summary>
    public string Source => _folder["<img src=x onerror=alert(1)>"];

    /// <summary>The folder above the outputs.</summary>
    public string Root => _folder.Path;

    /// <summary>The folder with the outputs.</summary>
    public string Folder => _folder["kb"];

    /// <summary>The time that they carry.</summary>
    public DateTimeOffset Timestamp { get; }

    /// <summary>The lines of rejected.jsonl.</summary>
    public IReadOnlyList<JsonElement> Rejected { get; }

    /// <summary>What its aggregator would have noted last.</summary>
    public JobFindings Findings => new()
    {
        Submissions = Submissions,
        Samples = 50,
        UniqueOrganisms = 31,
        Organisms = [new FoundValue(Organism, 20), .. Enumerable.Range(0, 19).Select(i => new FoundValue($"Species {i}", 1))],
        RejectedFiles = Rejected.Count,
        Reasons =
        [
            .. Rejected.GroupBy(file => file.GetProperty("code").GetString()!).OrderByDescending(group => group.Count())
                .Select(group => new FoundReason(group.Key, group.Count(), [.. group.Take(3).Select(Example)])),
        ],
        Course = [.. Enumerable.Range(0, 90)
            .Select(i => new ThroughputPoint(i < 60 ? 1 : 2, i + (i < 60 ? 0 : 12), 2L * i, (i * 5_000_000L) + (long)(4e7 * Math.Sin(i / 9.0))))],
    };

    /// <summary>The job that left it.</summary>
    internal JobStatus Of(JobStatus job) => job with
    {
        State = DistributedJobState.Completed,
        EndedAt = DateTimeOffset.UtcNow,
        Request = job.Request with { SourcePath = Source, OutputFolder = Folder, Timestamp = Timestamp },
        Parsed = job.Parsed with { Submissions = Submissions, Rejected = Rejected.Count },
    };

    public void Dispose() => _folder.Dispose();

    private static string Sample(int submission)
    {
        string organism = submission % 9 < 4 ? "&lt;img src=x onerror=&quot;alert('organism')&quot;&gt; &#x202e;evil" : $"Species {submission}";
        string sample = $"<SAMPLE_SET><SAMPLE accession=\"SRS{submission:000000}\"><SAMPLE_NAME><SCIENTIFIC_NAME>{organism}</SCIENTIFIC_NAME></SAMPLE_NAME>"
            + "<SAMPLE_ATTRIBUTES><SAMPLE_ATTRIBUTE><TAG>&lt;b&gt;tissue</TAG><VALUE>leaf</VALUE></SAMPLE_ATTRIBUTE></SAMPLE_ATTRIBUTES></SAMPLE></SAMPLE_SET>";
        return submission switch
        {
            < Cut => sample[..(40 + submission)],
            < Cut + Undeclared => sample.Replace("leaf", "&undeclared;", StringComparison.Ordinal),
            < Cut + Undeclared + Garbage => "no markup " + sample,
            _ => sample,
        };
    }

    private static FoundFile Example(JsonElement file) => new(
        file.GetProperty("file").GetString()!, file.GetProperty("message").GetString()!,
        file.GetProperty("offset") is { ValueKind: JsonValueKind.Number } offset ? offset.GetInt64() : null,
        file.GetProperty("line") is { ValueKind: JsonValueKind.Number } line ? line.GetInt64() : null);
}
