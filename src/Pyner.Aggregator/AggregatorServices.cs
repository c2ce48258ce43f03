using Pyner.Ledger.Hosting;
using Pyner.Parquet;
using Pyner.Pipeline.Distribution;
using Pyner.Pipeline.Distribution.Aggregation;
using Pyner.Pipeline.Distribution.Roles;

namespace Pyner.Aggregator;

/// <summary>Puts the aggregator together.</summary>
internal static class AggregatorServices
{
    /// <summary>Adds its services; ledger and bus are there.</summary>
    public static IServiceCollection AddAggregator(this IServiceCollection services)
    {
        services.AddSingleton<JobHints>();
        services.AddSingleton<AggregatorLog>();
        services.AddSingleton<IRoleObserver, RoleLog>();
        services.AddSingleton(provider => new RoleLoop(
            provider.GetRequiredService<IJobLedger>(),
            provider.GetRequiredService<AggregatorOptions>().ToLoopOptions(),
            (role, cancellation) => AggregateAsync(provider, role, cancellation),
            provider.GetRequiredService<IRoleObserver>()));
        services.AddHostedService<AggregationService>();
        return services;
    }

    private static async Task AggregateAsync(IServiceProvider services, HeldRole role, CancellationToken cancellation)
    {
        JobHints hints = services.GetRequiredService<JobHints>();
        try
        {
            await new JobAggregation(
                services.GetRequiredService<IJobLedger>(),
                services.GetRequiredService<IBatchLedger>(),
                role,
                new ParquetTableFormat(),
                services.GetRequiredService<AggregatorOptions>().ToAggregationOptions(),
                services.GetRequiredService<AggregatorLog>(),
                hints.Open(role.Lease.JobId)).RunAsync(cancellation);
        }
        finally
        {
            hints.Close(role.Lease.JobId);
        }
    }
}
