using Pyner.Contracts.V1;
using Pyner.Pipeline.Distribution;

namespace Pyner.Services.Tests;

/// <summary>Lets failures happen to a system at random moments of random jobs, each of which must end with the right bytes.</summary>
internal sealed class FailureRunner(PynerSystem system, int seed, Action<string> log)
{
    private readonly Random _random = new(seed);

    /// <summary>Runs jobs until every failure happened while one was under way.</summary>
    /// <param name="failures">What is to happen, in any order.</param>
    /// <param name="sources">What the jobs read.</param>
    public async Task RunAsync(IEnumerable<Failure> failures, string[] sources)
    {
        Failure[] shuffled = [.. failures];
        _random.Shuffle(shuffled);
        var left = new Queue<Failure>(shuffled);
        int jobs = 0;
        while (left.Count > 0)
        {
            string source = sources[jobs++ % sources.Length];
            // Of every kind of source, whose number is another one.
            bool tables = jobs % 4 != 0;
            // Tables of several files take more batches than a file is made of: a thousand.
            int batchSize = tables ? _random.Next(3, 12) : _random.Next(4, 30);
            int checkpointEvery = _random.Next(100, 2_000);
            Job job = await system.StartJobAsync(source, request =>
            {
                request.Studies = true;
                request.Tables = tables;
                request.BatchSize = batchSize;
                request.CheckpointEvery = checkpointEvery;
            });
            log($"job {jobs}: {Path.GetFileName(source)}, batches of {batchSize}, checkpoints every {checkpointEvery}{(tables ? ", tables" : "")}");
            // Up to three in a job, each after a random part of it.
            for (int i = 0; i < 3 && left.Count > 0 && await IsUnderWayAsync(job, _random.NextDouble() * 0.9); i++)
            {
                Failure failure = left.Dequeue();
                log($"  {failure} at {await TellAsync(job)}");
                await HappenAsync(failure);
            }
            await system.StartAllAsync();
            await system.RequireSameBytesAsync(job);
        }
    }

    private async Task HappenAsync(Failure failure)
    {
        switch (failure)
        {
            case Failure.KillWorker0:
                await KillAsync(system.Workers[0]);
                break;
            case Failure.KillWorker1:
                await KillAsync(system.Workers[1]);
                break;
            case Failure.KillWorker2:
                await KillAsync(system.Workers[2]);
                break;
            case Failure.KillScanner:
                await KillAsync(system.Scanner);
                break;
            case Failure.KillAggregator:
                await KillAsync(system.Aggregator);
                break;
            case Failure.KillGateway:
                await KillAsync(system.Gateway);
                break;
            case Failure.KillSeveral:
                ServiceProcess[] services = [.. system.Services];
                _random.Shuffle(services);
                await KillAsync(services[..(services.Length / 2)]);
                break;
            case Failure.FreezeWorker:
                await FreezeAsync(system.Workers[_random.Next(system.Workers.Count)]);
                break;
            case Failure.FreezeAggregator:
                await using (ServiceProcess other = system.Service("aggregator2", "aggregator", new() { ["Aggregator__PollSeconds"] = "0.2" }))
                {
                    other.Start();
                    await FreezeAsync(system.Aggregator);
                    await other.StopAsync();
                }
                break;
            case Failure.StopBroker:
                await system.Broker.StopAsync();
                await PauseAsync();
                await system.Broker.StartAsync();
                break;
            case Failure.KillBroker:
                await system.Broker.KillAsync();
                await PauseAsync();
                await system.Broker.StartAsync();
                break;
            default:
                await system.Redis.KillAsync();
                await PauseAsync();
                await system.Redis.StartAsync();
                break;
        }
    }

    private async Task KillAsync(params ServiceProcess[] services)
    {
        await Task.WhenAll(services.Select(service => service.KillAsync()));
        await PauseAsync();
        foreach (ServiceProcess service in services)
            service.Start();
    }

    private async Task FreezeAsync(ServiceProcess service)
    {
        await service.FreezeAsync();
        await Task.Delay(PynerSystem.LeaseDuration + TimeSpan.FromMilliseconds(_random.Next(500, 2_000)));
        service.Thaw();
    }

    private Task PauseAsync() => Task.Delay(_random.Next(800));

    /// <summary>Waits until some part of a job's batches is finished.</summary>
    /// <returns>False where the job ended before.</returns>
    private async Task<bool> IsUnderWayAsync(Job job, double part)
    {
        while (true)
        {
            if (await system.TryReadAsync(job) is JobStatus status)
            {
                if (status.State.IsEnd())
                    return false;
                if (status.Parsed.Submissions >= part * Corpora.Submissions)
                    return true;
            }
            await Task.Delay(2);
        }
    }

    private async Task<string> TellAsync(Job job) => await system.TryReadAsync(job) is JobStatus status
        ? $"{status.PlannedBatches} planned, {status.ParsedBatches} parsed, {status.MergedBatches} merged"
        : "?";
}
