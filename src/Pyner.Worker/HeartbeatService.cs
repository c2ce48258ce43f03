using Pyner.Pipeline.Distribution;
using Pyner.Worker.Devices;

namespace Pyner.Worker;

/// <summary>Tells the ledger now and then that this worker lives, and what it works with.</summary>
internal sealed partial class HeartbeatService(
    IJobLedger jobs, WorkerOptions options, WorkerIdentity identity, WorkerDevice device, ILogger<HeartbeatService> logger) : BackgroundService
{
    // A worker is taken for dead once so many heartbeats did not come.
    private const int Missing = 3;

    public override Task StartAsync(CancellationToken cancellationToken)
    {
        TellOfDevice();
        LogStarted(identity.Id, device.Name, device.Indexer, options.Concurrency);
        return base.StartAsync(cancellationToken);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        TimeSpan interval = TimeSpan.FromSeconds(options.HeartbeatSeconds);
        using var timer = new PeriodicTimer(interval);
        try
        {
            do
            {
                TellOfDevice();
                await jobs.BeatAsync(Report(), interval * Missing, stoppingToken);
            }
            while (await timer.WaitForNextTickAsync(stoppingToken));
        }
        catch (OperationCanceledException)
        {
            // The end.
        }
    }

    private WorkerReport Report() => new()
    {
        Id = identity.Id,
        DeviceAsked = device.Asked,
        Device = device.Name,
        Indexer = device.Indexer,
        Host = Environment.MachineName,
        StartedAt = identity.StartedAt,
        Batches = identity.Batches,
    };

    private void TellOfDevice()
    {
        foreach (string notice in device.TakeNotices())
            LogNotice(notice);
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "{Notice}")]
    private partial void LogNotice(string notice);

    [LoggerMessage(Level = LogLevel.Information, Message = "Worker {Id} on {Device} ({Indexer}), {Concurrency} batches at a time")]
    private partial void LogStarted(string id, string device, string indexer, int concurrency);
}
