using Pyner.Pipeline.Distribution;
using Pyner.Pipeline.Distribution.Scanning;
using Pyner.Sra.Sources;

namespace Pyner.Scanner;

/// <summary>Looks now and then for what scanners that died left in the spool.</summary>
internal sealed partial class SpoolCleaningService(IJobLedger jobs, ScannerOptions options, ILogger<SpoolCleaningService> logger) : BackgroundService
{
    private static readonly TimeSpan s_interval = TimeSpan.FromMinutes(10);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(s_interval);
        try
        {
            do
            {
                await CleanAsync(stoppingToken);
            }
            while (await timer.WaitForNextTickAsync(stoppingToken));
        }
        catch (OperationCanceledException)
        {
            // The end.
        }
    }

    private async Task CleanAsync(CancellationToken stop)
    {
        try
        {
            foreach (string jobId in await SpoolCleaning.CleanAsync(jobs, options.SpoolFolder!, stop))
                LogCleaned(jobId);
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            LogUncleaned(e.Message);
        }
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "Removed what job {JobId}, which is over, had left in the spool")]
    private partial void LogCleaned(string jobId);

    [LoggerMessage(Level = LogLevel.Warning, Message = "The spool can't be cleaned: {Reason}")]
    private partial void LogUncleaned(string reason);
}
