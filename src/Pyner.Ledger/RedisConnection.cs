using System.Globalization;
using Pyner.Pipeline;
using Pyner.Pipeline.Distribution;
using StackExchange.Redis;

namespace Pyner.Ledger;

/// <summary>
/// One process's connection to the ledger's Redis. It comes back by itself after it was lost; meanwhile every call fails at once or within the
/// connection string's time-out.
/// </summary>
internal sealed class RedisConnection : IAsyncDisposable
{
    /// <summary>Version of the keys and of what is in them. Raise it with every change that older services would misread.</summary>
    public const int Version = 1;

    private readonly ConnectionMultiplexer _multiplexer;
    private readonly IDatabase _database;
    private bool _isVersionKnown;

    private RedisConnection(ConnectionMultiplexer multiplexer, LedgerKeys keys)
    {
        _multiplexer = multiplexer;
        _database = multiplexer.GetDatabase();
        Keys = keys;
        // What comes back may be another Redis.
        multiplexer.ConnectionFailed += (_, _) => Volatile.Write(ref _isVersionKnown, false);
    }

    /// <summary>The names of the keys.</summary>
    public LedgerKeys Keys { get; }

    /// <summary>Connects, or begins to try: a Redis that is down is no error here.</summary>
    /// <exception cref="JobException">The connection string is none.</exception>
    public static async Task<RedisConnection> OpenAsync(LedgerAddress address, LedgerKeys keys)
    {
        ConfigurationOptions options = Configure(address);
        try
        {
            return new RedisConnection(await ConnectionMultiplexer.ConnectAsync(options).ConfigureAwait(false), keys);
        }
        catch (Exception e) when (e is RedisException or ArgumentException)
        {
            throw new JobException($"The ledger's connection string is not usable: {e.Message}", e);
        }
    }

    /// <summary>Runs a script.</summary>
    /// <exception cref="LedgerUnavailableException">Redis can't be reached, or does not answer in time.</exception>
    /// <exception cref="LeaseLostException">The script says so.</exception>
    /// <exception cref="LedgerBehindException">The script says so.</exception>
    /// <exception cref="JobRefusedException">The script takes no such job.</exception>
    /// <exception cref="JobException">The script refuses, or the ledger is of another version.</exception>
    public async Task<RedisResult> EvaluateAsync(LedgerScript script, RedisKey[] keys, RedisValue[] arguments, CancellationToken cancellation)
    {
        if (!Volatile.Read(ref _isVersionKnown))
            await CheckVersionAsync(cancellation).ConfigureAwait(false);
        return await GuardAsync(database => database.ScriptEvaluateAsync(script.Text, keys, arguments), script.Name, cancellation).ConfigureAwait(false);
    }

    /// <summary>Makes another call, with the same exceptions.</summary>
    public async Task<T> GuardAsync<T>(Func<IDatabase, Task<T>> call, string what, CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        try
        {
            return await call(_database).WaitAsync(cancellation).ConfigureAwait(false);
        }
        catch (RedisServerException e)
        {
            throw Translate(e, what);
        }
        catch (Exception e) when (e is RedisException or TimeoutException or ObjectDisposedException)
        {
            throw new LedgerUnavailableException($"The ledger (Redis at {Address}) can't be reached ({what}): {e.Message}", e);
        }
    }

    /// <summary>Sends a command that nobody waits for.</summary>
    public void Forget(RedisKey key)
    {
        try
        {
            _database.KeyDelete(key, CommandFlags.FireAndForget);
        }
        catch (Exception e) when (e is RedisException or ObjectDisposedException)
        {
            // It expires.
        }
    }

    public ValueTask DisposeAsync() => _multiplexer.DisposeAsync();

    private string Address => string.Join(", ", _multiplexer.GetEndPoints(true).Select(endpoint => endpoint.ToString()));

    private static ConfigurationOptions Configure(LedgerAddress address)
    {
        ConfigurationOptions options;
        try
        {
            options = ConfigurationOptions.Parse(address.ConnectionString);
            options.User = address.User ?? options.User;
            options.Password = address.Password ?? options.Password;
        }
        catch (ArgumentException e)
        {
            throw new JobException($"The ledger's connection string is not usable: {e.Message}", e);
        }
        if (options.EndPoints.Count == 0)
            throw new JobException("The ledger's connection string names no server: give host:port, and ',password=...' if it has one.");
        if (address.Validation is { } validation)
        {
            options.Ssl = true;
            options.CertificateValidation += validation;
        }
        options.AbortOnConnectFail = false;
        // Callers try again, with the reason of the first attempt in their hands; further attempts here would take five seconds each and hide it.
        options.ConnectRetry = 1;
        // A call that can't be sent now fails now: whoever made it knows how to wait. Queued calls would be sent long after their callers gave up.
        options.BacklogPolicy = BacklogPolicy.FailFast;
        options.ReconnectRetryPolicy = new LinearRetry(500);
        options.ClientName ??= "pyner";
        // Counters of this process in every message help nobody who reads a log.
        options.IncludeDetailInExceptions = false;
        // CONFIG GET counts as an administrator's command.
        options.AllowAdmin = true;
        return options;
    }

    private async Task CheckVersionAsync(CancellationToken cancellation)
    {
        string found = (string)(await GuardAsync(
            database => database.ScriptEvaluateAsync(LedgerScript.CheckVersion.Text, [Keys.Version], [Version]),
            LedgerScript.CheckVersion.Name,
            cancellation).ConfigureAwait(false))!;
        if (found != Version.ToString(CultureInfo.InvariantCulture))
        {
            throw new JobException(
                $"The ledger (Redis at {Address}) has version {found}, this pyner reads and writes version {Version}. Let the jobs in it end "
                + "with the pyner that began them; this one takes another Redis, or another database of it "
                + "(defaultDatabase=1 in the connection string), and does not list those jobs.");
        }
        Volatile.Write(ref _isVersionKnown, true);
    }

    private Exception Translate(RedisServerException e, string what)
    {
        int space = e.Message.IndexOf(' ', StringComparison.Ordinal);
        string message = e.Message[(space + 1)..];
        return (space < 0 ? e.Message : e.Message[..space]) switch
        {
            "LOST" => new LeaseLostException($"The lease was lost ({what}): {message}"),
            "BEHIND" => new LedgerBehindException($"The ledger came back with an older state ({what}): {message}"),
            "FOLDER" => new JobRefusedException(JobRefusal.FolderTaken, message),
            "LIMIT" => new JobRefusedException(JobRefusal.TooManyJobs, message),
            "REFUSED" => new JobException(message),
            "OOM" => new LedgerUnavailableException($"The ledger (Redis at {Address}) is out of memory ({what}): raise its maxmemory. {e.Message}", e),
            // LOADING, MISCONF (its disk is full), READONLY (a replica), NOAUTH, NOPERM and others: it may be mended while the services wait.
            _ => new LedgerUnavailableException($"The ledger (Redis at {Address}) refuses to work ({what}): {e.Message}", e),
        };
    }
}
