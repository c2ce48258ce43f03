using System.Diagnostics.Metrics;
using System.Globalization;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Pyner.Pipeline;
using Pyner.Pipeline.Distribution;

namespace Pyner.Ledger.Hosting;

/// <summary>
/// Measures the ledger now and then, for one who reads the figures: how much memory its Redis takes, which jobs are unfinished, and where their batches are. Of
/// several processes that measure it each tells the same. While it can't be reached there are no figures.
/// </summary>
internal sealed partial class LedgerMetrics : BackgroundService
{
    private static readonly TimeSpan s_interval = TimeSpan.FromSeconds(5);

    private readonly RedisLedger _ledger;
    private readonly Meter _meter;
    private readonly ILogger<LedgerMetrics> _logger;
    private volatile Sample? _sample;
    private string? _told;

    public LedgerMetrics(RedisLedger ledger, IMeterFactory meters, ILogger<LedgerMetrics> logger)
    {
        _ledger = ledger;
        _logger = logger;
        _meter = meters.Create("Pyner.Ledger");
        _meter.CreateObservableGauge(
            "pyner.ledger.size", () => Read(sample => sample.Bytes is long bytes ? [new(bytes)] : []), "By", "Memory that the ledger's Redis takes.");
        _meter.CreateObservableGauge("pyner.ledger.jobs", () => Read(sample => sample.Jobs), "{job}", "Jobs that are not at their end, by state.");
        _meter.CreateObservableGauge(
            "pyner.ledger.batches", () => Read(sample => sample.Batches), "{batch}", "Batches of jobs that are not at their end, by where they are.");
    }

    /// <inheritdoc/>
    public override void Dispose()
    {
        _meter.Dispose();
        base.Dispose();
    }

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(s_interval);
        try
        {
            do
            {
                _sample = await MeasureAsync(stoppingToken).ConfigureAwait(false);
            }
            while (await timer.WaitForNextTickAsync(stoppingToken).ConfigureAwait(false));
        }
        catch (OperationCanceledException)
        {
            // The end.
        }
    }

    private static Measurement<long> Of(long value, string key, string state) => new(value, new KeyValuePair<string, object?>(key, state));

    private async Task<Sample?> MeasureAsync(CancellationToken cancellation)
    {
        try
        {
            var jobs = new List<JobStatus>();
            foreach (string id in await _ledger.Jobs.ListUnfinishedAsync(cancellation).ConfigureAwait(false))
            {
                if (await _ledger.Jobs.FindAsync(id, cancellation).ConfigureAwait(false) is JobStatus status)
                    jobs.Add(status);
            }
            return new Sample(
                await _ledger.ReadMemoryAsync(cancellation).ConfigureAwait(false),
                [.. Enum.GetValues<DistributedJobState>().Where(state => !state.IsEnd())
                    .Select(state => Of(jobs.Count(job => job.State == state), "pyner.job.state", state.ToString().ToLower(CultureInfo.InvariantCulture)))],
                [
                    Of(jobs.Sum(job => job.PlannedBatches - job.ParsedBatches - job.FailedBatches - job.LeasedBatches), "pyner.batch.state", "waiting"),
                    Of(jobs.Sum(job => job.LeasedBatches), "pyner.batch.state", "leased"),
                    Of(jobs.Sum(job => job.ParsedBatches + job.FailedBatches - job.MergedBatches), "pyner.batch.state", "finished"),
                    Of(jobs.Sum(job => job.MergedBatches), "pyner.batch.state", "merged"),
                ]);
        }
        catch (Exception e) when (e is LedgerUnavailableException or JobException)
        {
            return null;
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            // Something is in the ledger that can't be read. That is no reason to do without all else that the process does.
            if (_told != e.Message)
                LogUnreadable(e);
            _told = e.Message;
            return null;
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "The ledger can't be measured: something in it can't be read")]
    private partial void LogUnreadable(Exception exception);

    private IEnumerable<Measurement<long>> Read(Func<Sample, IEnumerable<Measurement<long>>> choose) => _sample is { } sample ? choose(sample) : [];

    private sealed record Sample(long? Bytes, IReadOnlyList<Measurement<long>> Jobs, IReadOnlyList<Measurement<long>> Batches);
}
