using System.Globalization;
using Pyner.Pipeline;
using Pyner.Pipeline.Distribution;
using StackExchange.Redis;

namespace Pyner.Ledger;

/// <summary>The ledger of the services, in Redis. One for each process; all of it may be used from any thread.</summary>
public sealed class RedisLedger : IAsyncDisposable
{
    private readonly RedisConnection _connection;

    private RedisLedger(RedisConnection connection)
    {
        _connection = connection;
        Jobs = new RedisJobLedger(connection);
        Batches = new RedisBatchLedger(connection);
    }

    /// <summary>Jobs, roles and workers.</summary>
    public IJobLedger Jobs { get; }

    /// <summary>The jobs' batches.</summary>
    public IBatchLedger Batches { get; }

    /// <summary>
    /// Opens the ledger. A Redis that is down is no error here: calls fail with a <see cref="LedgerUnavailableException"/> until it is up.
    /// </summary>
    /// <param name="connectionString">Configuration as StackExchange.Redis has it: <c>host:port,password=...,ssl=true</c>.</param>
    /// <exception cref="JobException">It can't be read.</exception>
    public static Task<RedisLedger> OpenAsync(string connectionString) => OpenAsync(new LedgerAddress(connectionString));

    /// <inheritdoc cref="OpenAsync(string)"/>
    /// <param name="address">Where it is, and who comes.</param>
    public static Task<RedisLedger> OpenAsync(LedgerAddress address) => OpenAsync(address, LedgerKeys.Default);

    /// <summary>Opens a ledger whose keys have another prefix.</summary>
    internal static async Task<RedisLedger> OpenAsync(string connectionString, string prefix) =>
        await OpenAsync(new LedgerAddress(connectionString), prefix).ConfigureAwait(false);

    private static async Task<RedisLedger> OpenAsync(LedgerAddress address, string prefix) =>
        new(await RedisConnection.OpenAsync(address, new LedgerKeys(prefix)).ConfigureAwait(false));

    /// <summary>Makes a round trip, for health checks: throws where the ledger can't be used.</summary>
    /// <exception cref="LedgerUnavailableException">It can't be reached, or does not answer in time.</exception>
    /// <exception cref="JobException">It is of another version.</exception>
    public Task CheckAsync(CancellationToken cancellation) => Jobs.ListAsync(null, 1, cancellation);

    /// <summary>Asks how the ledger keeps what it is told, to log a warning.</summary>
    /// <exception cref="LedgerUnavailableException">It can't be reached.</exception>
    public async Task<LedgerDurability> ReadDurabilityAsync(CancellationToken cancellation) => new(
        await ReadSettingAsync("appendonly", cancellation).ConfigureAwait(false),
        await ReadSettingAsync("appendfsync", cancellation).ConfigureAwait(false),
        await ReadSettingAsync("maxmemory-policy", cancellation).ConfigureAwait(false));

    /// <summary>Asks how much memory Redis takes, in bytes; null where it does not tell.</summary>
    /// <exception cref="LedgerUnavailableException">It can't be reached.</exception>
    public Task<long?> ReadMemoryAsync(CancellationToken cancellation) => _connection.GuardAsync(
        async database =>
        {
            const string Name = "used_memory:";
            try
            {
                string report = (string)(await database.ExecuteAsync("INFO", "memory").ConfigureAwait(false))!;
                return report.Split('\n').FirstOrDefault(line => line.StartsWith(Name, StringComparison.Ordinal)) is string line
                    && long.TryParse(line[Name.Length..], CultureInfo.InvariantCulture, out long bytes) ? bytes : (long?)null;
            }
            catch (RedisServerException)
            {
                // Forbidden.
                return null;
            }
        },
        "read memory",
        cancellation);

    /// <summary>Closes the connection.</summary>
    public ValueTask DisposeAsync() => _connection.DisposeAsync();

    private Task<string?> ReadSettingAsync(string name, CancellationToken cancellation) => _connection.GuardAsync(
        async database =>
        {
            try
            {
                var found = (string[]?)await database.ExecuteAsync("CONFIG", "GET", name).ConfigureAwait(false);
                return found is [_, string value] ? value : null;
            }
            catch (RedisServerException)
            {
                // Forbidden, or the command has another name: hosted servers do that.
                return null;
            }
        },
        "read settings",
        cancellation);
}
