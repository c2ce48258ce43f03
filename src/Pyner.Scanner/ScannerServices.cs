using Pyner.Ledger.Hosting;
using Pyner.Pipeline.Distribution;
using Pyner.Pipeline.Distribution.Roles;
using Pyner.Pipeline.Distribution.Scanning;
using Pyner.Sra.Sources;

namespace Pyner.Scanner;

/// <summary>Puts the scanner together.</summary>
internal static class ScannerServices
{
    /// <summary>Adds its services; ledger and bus are there.</summary>
    public static IServiceCollection AddScanner(this IServiceCollection services)
    {
        services.AddSingleton<JobHints>();
        services.AddSingleton<ScannerLog>();
        services.AddSingleton<IRoleObserver, RoleLog>();
        services.AddSingleton<IBatchAnnouncer, BusAnnouncer>();
        services.AddSingleton(provider => new RoleLoop(
            provider.GetRequiredService<IJobLedger>(),
            provider.GetRequiredService<ScannerOptions>().ToLoopOptions(),
            (role, cancellation) => ScanAsync(provider, role, cancellation),
            provider.GetRequiredService<IRoleObserver>()));
        services.AddHostedService<ScanService>();
        services.AddHostedService<SpoolCleaningService>();
        return services;
    }

    private static async Task ScanAsync(IServiceProvider services, HeldRole role, CancellationToken cancellation)
    {
        JobHints hints = services.GetRequiredService<JobHints>();
        try
        {
            await new JobScan(
                services.GetRequiredService<IJobLedger>(),
                services.GetRequiredService<IBatchLedger>(),
                role,
                SubmissionSources.Open,
                services.GetRequiredService<ScannerOptions>().ToScanOptions(),
                services.GetRequiredService<IBatchAnnouncer>(),
                services.GetRequiredService<ScannerLog>(),
                hints.Open(role.Lease.JobId)).RunAsync(cancellation);
        }
        finally
        {
            hints.Close(role.Lease.JobId);
        }
    }
}
