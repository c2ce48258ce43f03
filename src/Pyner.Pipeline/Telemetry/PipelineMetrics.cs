using System.Diagnostics.Metrics;
using Pyner.Pipeline.Distribution;
using Pyner.Pipeline.Distribution.Execution;

namespace Pyner.Pipeline.Telemetry;

/// <summary>
/// The figures of the services' work, for whoever listens. None has a job's or a batch's id: there would be a series for each. The ledger knows what each
/// job is made of; these tell how the system does.
/// </summary>
public static class PipelineMetrics
{
    /// <summary>Name of the meter.</summary>
    internal const string MeterName = "Pyner.Pipeline";

    /// <summary>Names the device that a figure is of.</summary>
    internal const string Device = "pyner.device";

    private const string State = "pyner.batch.state";

    // From what a batch of small files takes to what one of huge ones does, in seconds.
    private static readonly InstrumentAdvice<double> s_seconds = new()
    {
        HistogramBucketBoundaries = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 300],
    };

    private static readonly Meter s_meter = new(MeterName);

    private static readonly Counter<long> s_batches =
        s_meter.CreateCounter<long>("pyner.batches", "{batch}", "Batches that came into a state: planned, parsed, returned, lost, failed or merged.");

    private static readonly Counter<long> s_submissions = s_meter.CreateCounter<long>("pyner.submissions", "{submission}", "Submissions parsed.");

    private static readonly Counter<long> s_bytes = s_meter.CreateCounter<long>("pyner.xml", "By", "Bytes of XML parsed.");

    private static readonly Counter<long> s_rejected =
        s_meter.CreateCounter<long>("pyner.files.rejected", "{file}", "Files that could not be read as XML, by error code.");

    private static readonly Histogram<double> s_wait = Seconds("pyner.batch.wait", "How long a batch waited for a worker.");

    private static readonly Histogram<double> s_parse = Seconds("pyner.batch.parse", "How long reading and parsing a batch took.");

    private static readonly Histogram<double> s_merge = Seconds("pyner.batch.merge", "How long merging a batch took.");

    private static readonly Histogram<double> s_checkpoint = Seconds("pyner.checkpoint", "How long recording a checkpoint took.");

    private static readonly Histogram<double> s_publication = Seconds("pyner.publication", "How long writing a job's outputs took.");

    /// <summary>A batch was planned.</summary>
    internal static void Planned() => Count("planned");

    /// <summary>A worker took a batch.</summary>
    internal static void Leased(BatchLease lease) => s_wait.Record(lease.Waited.TotalSeconds);

    /// <summary>What was made of a batch is in the ledger.</summary>
    /// <param name="parsed">What was made of it.</param>
    /// <param name="errors">The error codes of the files rejected.</param>
    internal static void Parsed(ParsedBatch parsed, IEnumerable<string> errors)
    {
        var device = new KeyValuePair<string, object?>(Device, parsed.Device);
        s_submissions.Add(parsed.Figures.Submissions, device);
        s_bytes.Add(parsed.Figures.Bytes, device);
        s_parse.Record(parsed.Busy.TotalSeconds, device);
        foreach (string error in errors)
            s_rejected.Add(1, new KeyValuePair<string, object?>("error.type", error));
    }

    /// <summary>A worker is done with a batch, one way or the other.</summary>
    internal static void Outcome(BatchOutcome outcome) => Count(outcome switch
    {
        BatchOutcome.Parsed => "parsed",
        BatchOutcome.LeaseLost => "lost",
        BatchOutcome.Unreadable or BatchOutcome.Unwritable => "returned",
        BatchOutcome.GivenUp => "failed",
        _ => throw new ArgumentOutOfRangeException(nameof(outcome), outcome, "no batch was taken"),
    });

    /// <summary>A batch was merged.</summary>
    internal static void Merged(TimeSpan elapsed)
    {
        Count("merged");
        s_merge.Record(elapsed.TotalSeconds);
    }

    /// <summary>A checkpoint was recorded.</summary>
    internal static void Checkpointed(TimeSpan elapsed) => s_checkpoint.Record(elapsed.TotalSeconds);

    /// <summary>A job's outputs were written.</summary>
    internal static void Published(TimeSpan elapsed) => s_publication.Record(elapsed.TotalSeconds);

    private static void Count(string state) => s_batches.Add(1, new KeyValuePair<string, object?>(State, state));

    private static Histogram<double> Seconds(string name, string description) =>
        s_meter.CreateHistogram(name + ".duration", "s", description, tags: null, s_seconds);
}
