using Pyner.Pipeline;
using Pyner.Pipeline.Batches;
using Pyner.Pipeline.Devices;
using Pyner.Pipeline.Distribution;
using Pyner.Pipeline.Ledgers;
using Pyner.Sra;
using Pyner.Sra.Sources;
using Pyner.Xml.Devices;

namespace Pyner.LedgerContracts;

/// <summary>Jobs, batches and results as tests put them into a ledger. What is made of a batch follows from its ordinal alone.</summary>
public static class Samples
{
    /// <summary>A time, in the past of every test.</summary>
    public static readonly DateTimeOffset Morning = new(2026, 3, 1, 8, 30, 0, 123, TimeSpan.Zero);

    /// <summary>A source.</summary>
    public static readonly JobIdentity Identity = new()
    {
        SourcePath = "/data/NCBI_SRA_Metadata_Full.tar.gz",
        SourceKind = SourceKind.TarGz,
        Fingerprint = "00ff",
        Stage = 2,
        Limit = 50_000,
        BatchSize = 100,
        Studies = true,
        Tables = true,
    };

    /// <summary>A new job's id.</summary>
    public static string NewJob() => Guid.CreateVersion7().ToString("N");

    /// <summary>A request to write to a folder.</summary>
    public static JobRequest Request(string outputFolder) => new()
    {
        SourcePath = "/data/sra",
        OutputFolder = outputFolder,
        BatchSize = 100,
        CheckpointEvery = 10_000,
        Timestamp = Morning,
    };

    /// <summary>What a worker says of itself.</summary>
    public static WorkerReport Worker(string id) => new()
    {
        Id = id,
        DeviceAsked = "0",
        Device = "cuda:0",
        Indexer = "Gpu",
        Host = "pod-7",
        StartedAt = Morning,
        Batches = 11,
    };

    /// <summary>A job's batch.</summary>
    public static PlannedBatch Batch(string job, long ordinal) =>
        new(ordinal, Id(job, ordinal), Submissions(ordinal), new BatchReference(Reference(ordinal)), SourceBytes(ordinal), Trace(ordinal));

    /// <summary>A batch's trace: every other one has one.</summary>
    public static string? Trace(long ordinal) => ordinal % 2 == 0 ? null : $"00-{ordinal + 1:x32}-00000000000000ff-01";

    /// <summary>A batch's id.</summary>
    public static BatchId Id(string job, long ordinal) => BatchId.Compute(job, ordinal, []);

    /// <summary>Submissions of a batch.</summary>
    public static int Submissions(long ordinal) => 10 + (int)(ordinal % 3);

    /// <summary>Bytes of a stream that were read for a batch.</summary>
    public static long SourceBytes(long ordinal) => 1_000 + ordinal;

    /// <summary>A batch's reference: any bytes, zeros and line ends among them.</summary>
    public static byte[] Reference(long ordinal) => [0, 13, 10, 255, (byte)ordinal, (byte)(ordinal >> 8)];

    /// <summary>What is made of a batch.</summary>
    public static ParsedBatch Parsed(long ordinal, string device = "cpu", byte[]? partial = null) => new()
    {
        Partial = partial ?? Partial(ordinal),
        Part = Part(ordinal),
        Groups = Submissions(ordinal),
        Figures = Figures(ordinal),
        Device = device,
        Busy = TimeSpan.FromMilliseconds(5 + ordinal),
    };

    /// <summary>Digest of the part that a batch's rows are in: every third one has none, and of the others some begin with zeros.</summary>
    public static UInt128? Part(long ordinal) => (ordinal % 3) switch
    {
        0 => (UInt128)ordinal,
        1 => UInt128.MaxValue - (UInt128)ordinal,
        _ => null,
    };

    /// <summary>What a device did for a batch.</summary>
    public static DeviceWork Work(long ordinal) => new()
    {
        Counters = new DeviceCounters
        {
            Batches = 1 + (ordinal % 4),
            Documents = 50 + ordinal,
            Bytes = 90_000 + ordinal,
            Launches = 2 + (ordinal % 5),
            KernelTime = TimeSpan.FromMicroseconds(700 + ordinal),
            CopyTime = TimeSpan.FromMicroseconds(300 + (2 * ordinal)),
            ShrunkBuffers = ordinal % 2,
            OutOfMemory = ordinal % 3,
            Failures = ordinal % 7,
            FirstFailure = ordinal % 7 == 0 ? null : $"failure of batch {ordinal}: “x”",
        },
        DoctypeFiles = ordinal,
        ForeignFiles = 2 * ordinal,
        LongFiles = 3 * ordinal,
    };

    /// <summary>What a batch adds to the progress.</summary>
    public static BatchFigures Figures(long ordinal) =>
        new(Submissions(ordinal), 100_000 + ordinal, ordinal % 2, 20 + ordinal, 30 + ordinal, 40 + ordinal);

    /// <summary>A batch's partial.</summary>
    public static byte[] Partial(long ordinal) => [.. Enumerable.Range(0, 300).Select(i => (byte)(i * (ordinal + 3)))];

    /// <summary>What batches add to the progress together.</summary>
    public static BatchFigures Sum(IEnumerable<long> ordinals)
    {
        BatchFigures sum = default;
        foreach (BatchFigures figures in ordinals.Select(Figures))
        {
            sum = new BatchFigures(
                sum.Submissions + figures.Submissions,
                sum.Bytes + figures.Bytes,
                sum.Rejected + figures.Rejected,
                sum.Experiments + figures.Experiments,
                sum.Samples + figures.Samples,
                sum.Runs + figures.Runs);
        }
        return sum;
    }

    /// <summary>The checkpoint that follows on from another one.</summary>
    public static Checkpoint Next(string job, Checkpoint? last, long end, bool ends = false)
    {
        BatchChain chain = last?.Chain ?? BatchChain.Start(job);
        long first = last?.EndBatch ?? 0;
        long submissions = last?.Submissions ?? 0;
        for (long ordinal = first; ordinal < end; ordinal++)
        {
            chain = chain.Add(Id(job, ordinal), [0, (byte)ordinal, 255]);
            submissions += Submissions(ordinal);
        }
        return new Checkpoint
        {
            Sequence = (last?.Sequence ?? -1) + 1,
            FirstBatch = first,
            EndBatch = end,
            Submissions = submissions,
            Chain = chain,
            Fingerprint = Identity.Fingerprint,
            EndsSource = ends,
            RecordedAt = Morning.AddSeconds(end),
        };
    }
}
