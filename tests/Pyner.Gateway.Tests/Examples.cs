using Pyner.Pipeline.Batches;
using Pyner.Pipeline.Devices;
using Pyner.Pipeline.Distribution;
using Pyner.Xml.Devices;

namespace Pyner.Gateway.Tests;

/// <summary>Jobs and workers as the ledger has them.</summary>
internal static class Examples
{
    /// <summary>A job over a tree of 1,000 submissions, a quarter of which are parsed.</summary>
    public static JobStatus Running() => new()
    {
        Id = Guid.NewGuid().ToString("N"),
        Request = new JobRequest
        {
            SourcePath = "/data/tree",
            OutputFolder = "/kb/" + Guid.NewGuid().ToString("N"),
            BatchSize = 100,
            CheckpointEvery = 10_000,
            Timestamp = DateTimeOffset.FromUnixTimeSeconds(1_767_225_600),
        },
        State = DistributedJobState.Running,
        Revision = 17,
        CreatedAt = DateTimeOffset.UtcNow.AddSeconds(-20),
        StartedAt = DateTimeOffset.UtcNow.AddSeconds(-10),
        SubmissionsTotal = 1000,
        PlannedBatches = 6,
        PlannedSubmissions = 600,
        LeasedBatches = 3,
        ParsedBatches = 2,
        Parsed = new BatchFigures(250, 5_000_000, 1, 700, 600, 800),
        Devices =
        [
            new DeviceShare("cuda:0", 1, new BatchFigures(150, 3_000_000, 1, 400, 300, 500), TimeSpan.FromSeconds(2), new DeviceWork
            {
                Counters = new DeviceCounters
                {
                    Batches = 3,
                    Documents = 440,
                    Bytes = 2_900_000,
                    Launches = 5,
                    KernelTime = TimeSpan.FromSeconds(1.5),
                    CopyTime = TimeSpan.FromSeconds(0.5),
                    ShrunkBuffers = 7,
                    OutOfMemory = 1,
                    Failures = 2,
                    FirstFailure = "the driver\e[31m says no",
                },
                DoctypeFiles = 4,
                ForeignFiles = 5,
                LongFiles = 6,
            }),
            new DeviceShare("cpu", 1, new BatchFigures(100, 2_000_000, 0, 300, 300, 300), TimeSpan.FromSeconds(4)),
        ],
    };

    /// <summary>What a worker says of itself.</summary>
    public static WorkerReport Worker(string id) => new()
    {
        Id = id,
        DeviceAsked = "auto",
        Device = "cpu",
        Indexer = "avx2",
        Host = "box",
        StartedAt = DateTimeOffset.UnixEpoch,
        Batches = 12,
    };
}
