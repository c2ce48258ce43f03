using System.Globalization;
using Pyner.Corpus;
using Pyner.Ledger.Tests.Faults;
using Pyner.LedgerContracts;
using Pyner.Pipeline.Distribution;
using Pyner.Pipeline.Distribution.Scanning;
using StackExchange.Redis;
using Xunit;

namespace Pyner.Ledger.Tests.Storage;

/// <summary>What a job takes of the ledger's memory.</summary>
public sealed class MemoryTests : IDisposable
{
    // Submissions in batches that no checkpoint has; a multiple of what lies between two checkpoints.
    private const int Outstanding = 400;
    private const int BatchSize = 20;

    private readonly TemporaryFolder _folder = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task A_job_takes_no_more_than_twice_its_knowledge_base_and_what_is_outstanding()
    {
        await using OwnRedis redis = await OwnRedis.StartAsync("no");
        await using ConnectionMultiplexer connection = await redis.ConnectAsync();
        IDatabase database = connection.GetDatabase();
        // The first job brings scripts and buffers that stay.
        WriteCorpus("first", 60);
        await Job(redis, "first").RunAsync();
        WriteCorpus("corpus", 3_000);
        WholeJob job = Job(redis, "corpus");
        long before = await UsedAsync(database);
        Task run = job.RunAsync();
        long most = 0, outstanding = 0;
        int mostBatches = 0, mostDeltas = 0;
        while (!run.IsCompleted)
        {
            most = Math.Max(most, await UsedAsync(database) - before);
            (int batches, long bytes) = await SizeAsync(connection, job.Id, "batch");
            (mostBatches, outstanding) = (Math.Max(mostBatches, batches), Math.Max(outstanding, bytes));
            mostDeltas = Math.Max(mostDeltas, (await SizeAsync(connection, job.Id, "delta")).Keys);
            await Task.Delay(5, Cancellation);
        }
        await run;
        JobStatus status = (await redis.Jobs.FindAsync(job.Id, Cancellation))!;
        Assert.Equal((DistributedJobState.Completed, 3_000), (status.State, status.MergedSubmissions));
        Assert.InRange(status.Checkpoints, 25, 35);
        long knowledgeBase = new[] { "knowledge_base.json", "indices.json" }.Sum(file => new FileInfo(_folder["corpus.out/" + file]).Length);
        // The bound is twice the knowledge base; compressed deltas stay below once.
        Assert.InRange(most, 1, knowledgeBase + outstanding);
        Assert.InRange(mostBatches, 1, (Outstanding / BatchSize) + 1);
        Assert.InRange(mostDeltas, 1, status.Checkpoints / 2);
    }

    private void WriteCorpus(string name, int submissions) => CorpusGenerator.WriteTree(
        _folder[name],
        new CorpusOptions { Submissions = submissions, Seed = 8, Malformed = 0.01, MaxExperiments = 30, Threads = 2 },
        cancellation: Cancellation);

    private WholeJob Job(OwnRedis redis, string name)
    {
        JobRequest request = Samples.Request(_folder[name + ".out"]) with
        {
            SourcePath = _folder[name],
            BatchSize = BatchSize,
            CheckpointEvery = 100,
            Studies = true,
        };
        return new WholeJob(redis.Ledger, request)
        {
            Scan = new ScanOptions
            {
                SpoolFolder = _folder["spool"],
                MaxUnparsedBatches = 8,
                MaxUnmergedSubmissions = Outstanding,
                RoomInterval = TimeSpan.FromMilliseconds(2),
            },
        };
    }

    private static async Task<long> UsedAsync(IDatabase database)
    {
        string info = (string)(await database.ExecuteAsync("INFO", "memory"))!;
        string line = info.Split("\r\n").Single(line => line.StartsWith("used_memory:", StringComparison.Ordinal));
        return long.Parse(line.Split(':')[1], CultureInfo.InvariantCulture);
    }

    /// <summary>How many keys of a kind a job has, and their bytes.</summary>
    private static async Task<(int Keys, long Bytes)> SizeAsync(ConnectionMultiplexer connection, string job, string kind)
    {
        (int keys, long bytes) = (0, 0);
        await foreach (RedisKey key in connection.GetServers()[0]
            .KeysAsync(pattern: $"{{pyner}}:job:{job}:{kind}:*", pageSize: 1_000).WithCancellation(Cancellation))
        {
            RedisResult usage = await connection.GetDatabase().ExecuteAsync("MEMORY", "USAGE", key);
            keys++;
            bytes += usage.IsNull ? 0 : (long)usage;
        }
        return (keys, bytes);
    }
}
