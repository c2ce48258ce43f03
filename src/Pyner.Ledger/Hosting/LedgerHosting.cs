using System.Net.Security;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Pyner.Pipeline;
using Pyner.Pipeline.Distribution;
using Pyner.Pipeline.Distribution.Patience;

namespace Pyner.Ledger.Hosting;

/// <summary>Adds the ledger to a service.</summary>
public static class LedgerHosting
{
    // As the services' defaults have it.
    private const string Ready = "ready";

    /// <summary>
    /// Adds the ledger. A Redis that is not there (yet) does not keep the service from starting: calls fail with a
    /// <see cref="LedgerUnavailableException"/> meanwhile.
    /// </summary>
    /// <param name="builder">The service.</param>
    /// <param name="connectionString">Configuration as StackExchange.Redis has it.</param>
    /// <param name="user">The user; null for the one in the connection string.</param>
    /// <param name="password">The password; null for the one in the connection string.</param>
    /// <param name="validation">Whether the server may be believed to be who it says, over TLS; null where the system decides.</param>
    /// <exception cref="OptionsValidationException">It can't be read.</exception>
    public static async Task<TBuilder> AddLedgerAsync<TBuilder>(
        this TBuilder builder, string connectionString, string? user, string? password, RemoteCertificateValidationCallback? validation)
        where TBuilder : IHostApplicationBuilder
    {
        RedisLedger ledger = await OpenAsync(new LedgerAddress(connectionString, user, password, validation)).ConfigureAwait(false);
        // By a function, so that it is closed with the service.
        builder.Services.AddSingleton(_ => ledger);
        builder.Services.AddSingleton(services => services.GetRequiredService<RedisLedger>().Jobs);
        builder.Services.AddSingleton(services => services.GetRequiredService<RedisLedger>().Batches);
        builder.Services.AddHostedService<LedgerDurabilityCheck>();
        return builder;
    }

    /// <summary>Adds a health check of the ledger.</summary>
    /// <param name="builder">The service.</param>
    /// <param name="isNeeded">Whether the service is not ready without it: it has nothing to do then, or nothing to say to those who call it.</param>
    public static TBuilder AddLedgerCheck<TBuilder>(this TBuilder builder, bool isNeeded)
        where TBuilder : IHostApplicationBuilder
    {
        // One for all who ask: it keeps the last answer.
        builder.Services.AddSingleton<LedgerHealthCheck>();
        builder.Services.AddHealthChecks().AddCheck<LedgerHealthCheck>(LedgerHealthCheck.Name, tags: isNeeded ? [Ready] : []);
        return builder;
    }

    /// <summary>Measures the ledger now and then. One kind of service does so for all.</summary>
    public static TBuilder AddLedgerMetrics<TBuilder>(this TBuilder builder)
        where TBuilder : IHostApplicationBuilder
    {
        builder.Services.AddMetrics();
        builder.Services.AddHostedService<LedgerMetrics>();
        return builder;
    }

    /// <summary>Lets every call of <see cref="IJobLedger"/> and <see cref="IBatchLedger"/> wait, with a line in the log, until the ledger is there.</summary>
    public static TBuilder WaitForLedger<TBuilder>(this TBuilder builder)
        where TBuilder : IHostApplicationBuilder
    {
        builder.Services.AddSingleton<LedgerWaiting>();
        builder.Services.AddSingleton(services => new LedgerPatience(
            services.GetRequiredService<LedgerWaiting>().Waits, services.GetRequiredService<IHostApplicationLifetime>().ApplicationStopping));
        builder.Services.AddSingleton<IJobLedger>(
            services => new PatientJobLedger(services.GetRequiredService<RedisLedger>().Jobs, services.GetRequiredService<LedgerPatience>()));
        builder.Services.AddSingleton<IBatchLedger>(
            services => new PatientBatchLedger(services.GetRequiredService<RedisLedger>().Batches, services.GetRequiredService<LedgerPatience>()));
        return builder;
    }

    private static async Task<RedisLedger> OpenAsync(LedgerAddress address)
    {
        try
        {
            return await RedisLedger.OpenAsync(address).ConfigureAwait(false);
        }
        catch (JobException e)
        {
            throw new OptionsValidationException("ConnectionStrings:ledger", typeof(string), [e.Message]);
        }
    }
}
