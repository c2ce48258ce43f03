using Grpc.Core;
using Grpc.Core.Interceptors;
using Grpc.Net.Client;
using Pyner.Cli.Access;
using Pyner.Contracts.V1;

namespace Pyner.Cli.Jobs;

/// <summary>Talks to a gateway. Errors come out as sentences for the person at the terminal.</summary>
internal sealed class GatewayClient : IDisposable
{
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan s_connect = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan s_keepAlive = TimeSpan.FromSeconds(15);
    private static readonly TimeSpan s_reconnect = TimeSpan.FromMilliseconds(200);
    private static readonly TimeSpan s_longestReconnect = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan s_retryDelay = TimeSpan.FromSeconds(1);
    private const int Attempts = 3;

    private readonly GrpcChannel _channel;
    private readonly Contracts.V1.Jobs.JobsClient _jobs;
    private readonly GatewayErrors _errors;

    /// <summary>Makes a client; it connects at the first call.</summary>
    /// <param name="target">The gateway, and what opens it.</param>
    public GatewayClient(GatewayTarget target)
    {
        Uri address = target.Address;
        var handler = new SocketsHttpHandler
        {
            ConnectTimeout = s_connect,
            // A gateway whose machine vanished says nothing: that is noticed by asking.
            KeepAlivePingDelay = s_keepAlive,
            KeepAlivePingTimeout = s_keepAlive,
            // Proxies do not pass HTTP/2 without TLS.
            UseProxy = address.Scheme == Uri.UriSchemeHttps,
        };
        _channel = GrpcChannel.ForAddress(address, new GrpcChannelOptions
        {
            HttpHandler = handler,
            DisposeHttpClient = true,
            // Else it would wait for up to two minutes before it tries again.
            InitialReconnectBackoff = s_reconnect,
            MaxReconnectBackoff = s_longestReconnect,
        });
        _jobs = new Contracts.V1.Jobs.JobsClient(target.Key is string key ? _channel.Intercept(headers => Show(headers, key)) : _channel.CreateCallInvoker());
        _errors = new GatewayErrors(address);
    }

    /// <summary>Starts a job. The request is repeated where the gateway is away for a moment, which starts no second job.</summary>
    /// <exception cref="UserException">It can't be started.</exception>
    public async Task<Job> StartAsync(StartJobRequest request, CancellationToken cancellation)
    {
        request.RequestId = Guid.NewGuid().ToString();
        for (int attempt = 1; ; attempt++)
        {
            try
            {
                return await _jobs.StartJobAsync(request, Options(cancellation));
            }
            catch (RpcException e) when (GatewayErrors.IsPassing(e) && attempt < Attempts)
            {
                await Task.Delay(s_retryDelay, cancellation);
            }
            catch (RpcException e)
            {
                throw _errors.Describe(e, cancellation);
            }
        }
    }

    /// <summary>A job as it is now.</summary>
    /// <exception cref="UserException">There is no such job, or no gateway.</exception>
    public Task<Job> GetAsync(string jobId, CancellationToken cancellation) =>
        AskAsync(options => _jobs.GetJobAsync(new GetJobRequest { JobId = jobId }, options), cancellation);

    /// <summary>Asks to cancel a job.</summary>
    /// <exception cref="UserException">There is no such job, or no gateway.</exception>
    public Task<Job> CancelAsync(string jobId, string reason, CancellationToken cancellation) =>
        AskAsync(options => _jobs.CancelJobAsync(new CancelJobRequest { JobId = jobId, Reason = reason }, options), cancellation);

    /// <summary>The newest jobs.</summary>
    /// <param name="count">Most to return.</param>
    /// <param name="cancellation">Ends the call.</param>
    /// <exception cref="UserException">There is no gateway.</exception>
    public async Task<IReadOnlyList<Job>> ListAsync(int count, CancellationToken cancellation)
    {
        const int MostOnPage = 100;
        List<Job> jobs = [];
        string token = "";
        do
        {
            var request = new ListJobsRequest { PageSize = Math.Min(count - jobs.Count, MostOnPage), PageToken = token };
            ListJobsResponse page = await AskAsync(options => _jobs.ListJobsAsync(request, options), cancellation);
            jobs.AddRange(page.Jobs);
            token = page.NextPageToken;
        }
        while (token.Length > 0 && jobs.Count < count);
        return jobs;
    }

    /// <summary>Watches a job over one connection: it ends when the job does, or throws what happened to the connection.</summary>
    /// <param name="jobId">The job.</param>
    /// <param name="after">The revision that was seen last, or null.</param>
    /// <param name="cancellation">Ends the watching.</param>
    public IAsyncEnumerable<JobUpdate> WatchAsync(string jobId, long? after, CancellationToken cancellation)
    {
        var request = new WatchJobRequest { JobId = jobId };
        if (after is long revision)
            request.AfterRevision = revision;
        return _jobs.WatchJob(request, cancellationToken: cancellation).ResponseStream.ReadAllAsync(cancellation);
    }

    /// <summary>Says what happened to a call.</summary>
    public Exception Describe(RpcException e, CancellationToken cancellation) => _errors.Describe(e, cancellation);

    /// <inheritdoc/>
    public void Dispose() => _channel.Dispose();

    private async Task<T> AskAsync<T>(Func<CallOptions, AsyncUnaryCall<T>> call, CancellationToken cancellation)
    {
        try
        {
            return await call(Options(cancellation));
        }
        catch (RpcException e)
        {
            throw _errors.Describe(e, cancellation);
        }
    }

    private static Metadata Show(Metadata headers, string key)
    {
        headers.Add("authorization", "Bearer " + key);
        return headers;
    }

    private static CallOptions Options(CancellationToken cancellation) =>
        new(deadline: DateTime.UtcNow + s_patience, cancellationToken: cancellation);
}
