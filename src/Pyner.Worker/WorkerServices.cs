using Pyner.Pipeline.Distribution;
using Pyner.Pipeline.Distribution.Execution;
using Pyner.Worker.Devices;

namespace Pyner.Worker;

/// <summary>Puts the worker together.</summary>
internal static class WorkerServices
{
    // How long a source stays open that no batch came of.
    private static readonly TimeSpan s_idle = TimeSpan.FromSeconds(30);

    /// <summary>Adds its services; ledger and bus are there.</summary>
    public static IServiceCollection AddWorker(this IServiceCollection services)
    {
        services.AddSingleton<WorkerIdentity>();
        services.AddSingleton(provider => new ExecutionPool(() => CreateExecution(provider), s_idle));
        services.AddHostedService<HeartbeatService>();
        return services;
    }

    private static BatchExecution CreateExecution(IServiceProvider services)
    {
        WorkerOptions options = services.GetRequiredService<WorkerOptions>();
        WorkerDevice device = services.GetRequiredService<WorkerDevice>();
        return new BatchExecution(
            services.GetRequiredService<IJobLedger>(),
            services.GetRequiredService<IBatchLedger>(),
            device.CreateParser,
            new ExecutionOptions
            {
                WorkerId = services.GetRequiredService<WorkerIdentity>().Id,
                SpoolFolder = options.SpoolFolder!,
                LeaseDuration = TimeSpan.FromSeconds(options.LeaseSeconds),
                UnreadablePatience = TimeSpan.FromSeconds(options.UnreadablePatienceSeconds),
            });
    }
}
