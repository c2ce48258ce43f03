using System.Net;
using Google.Protobuf.Reflection;
using Google.Rpc;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Pyner.Gateway.Access;
using Pyner.Gateway.Catalogs;
using Pyner.Gateway.Errors;
using Pyner.Gateway.Hints;
using Pyner.Gateway.Jobs;
using Pyner.Gateway.Page;
using Pyner.Gateway.Starting;
using Pyner.KnowledgeBase.Publishing;

namespace Pyner.Gateway;

/// <summary>
/// Puts the gateway together: gRPC, the same calls as JSON, health and reflection, over whatever
/// <see cref="Pipeline.Distribution.IJobLedger"/> was registered, with a health check by the name of <c>ledger</c>.
/// </summary>
internal static partial class GatewayApplication
{
    // Requests are small. Answers may hold a single value of 4 MiB, the most that a document's value may have.
    private const int MaxRequestBytes = 64 * 1024;
    private const int MaxAnswerBytes = 8 * 1024 * 1024;

    private const string LedgerCheck = "ledger";

    private static readonly TimeSpan s_keepAlive = TimeSpan.FromSeconds(30);

    /// <summary>Adds the gateway's services.</summary>
    /// <exception cref="ServiceConfigurationException">Something is configured so that no job could be started.</exception>
    public static WebApplicationBuilder AddGateway(this WebApplicationBuilder builder, GatewayOptions options)
    {
        CheckPublicationTime();
        builder.AddAccess(options);
        ServerCertificate? certificate = ServerCertificate.Open(options);
        if (certificate is not null)
            builder.Services.AddSingleton(certificate);
        var endpoints = new GatewayEndpoints(options, certificate);
        builder.Services.AddSingleton(options);
        builder.Services.AddSingleton(endpoints);
        builder.Services.TryAddSingleton(TimeProvider.System);
        builder.Services.AddSingleton<AllowedFolders>();
        builder.Services.AddSingleton<JobRequests>();
        builder.Services.AddSingleton<KnowledgeBaseCache>();
        builder.Services.AddSingleton<PublishedFiles>();
        builder.Services.TryAddSingleton<IJobHints, BusHints>();
        builder.Services.AddSingleton<JobMonitor>();
        builder.Services.AddHostedService(services => services.GetRequiredService<JobMonitor>());
        builder.Services.AddGrpc(grpc =>
        {
            grpc.MaxReceiveMessageSize = MaxRequestBytes;
            grpc.MaxSendMessageSize = MaxAnswerBytes;
            grpc.Interceptors.Add<ErrorInterceptor>();
        }).AddJsonTranscoding(json => json.TypeRegistry = TypeRegistry.FromFiles(ErrorDetailsReflection.Descriptor));
        builder.Services.AddGrpcReflection();
        if (IsOpenToThisMachine(options))
            builder.Services.AddHostFiltering(hosts => hosts.AllowedHosts = ["localhost", "127.0.0.1", "[::1]"]);
        // It would log each error that a caller is told of.
        if (builder.Configuration["Logging:LogLevel:Grpc"] is null)
            builder.Logging.AddFilter("Grpc", LogLevel.Warning);
        // The bus only carries hints: the gateway serves without it.
        builder.Services.AddGrpcHealthChecks(health =>
        {
            foreach (string service in (string[])["", Contracts.V1.Jobs.Descriptor.FullName, Contracts.V1.Catalogs.Descriptor.FullName])
                health.Services.Map(service, check => check.Name == LedgerCheck);
        });
        builder.Services.Configure<KestrelServerOptions>(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Limits.MaxRequestBodySize = MaxRequestBytes;
            // A watcher that vanished without a word is noticed, and its place freed.
            kestrel.Limits.Http2.KeepAlivePingDelay = s_keepAlive;
            endpoints.Listen(kestrel);
        });
        return builder;
    }

    /// <summary>Maps the gateway's calls.</summary>
    public static WebApplication MapGateway(this WebApplication app)
    {
        if (IsOpenToThisMachine(app.Services.GetRequiredService<GatewayOptions>()))
            app.UseHostFiltering();
        app.Use(LeaveLengthToGrpc);
        app.Use(LimitedTime.BeginAsync);
        app.UseAuthentication();
        app.Use(LimitedTime.EndWhereKnownAsync);
        app.UseAuthorization();
        app.MapGrpcService<JobsService>();
        app.MapGrpcService<CatalogsService>();
        // What asks for these has no key: probes, and tools that want to know what there is, which is no secret.
        app.MapGrpcHealthChecksService().AllowAnonymous();
        app.MapGrpcReflectionService().AllowAnonymous();
        app.MapProgressPage();
        if (app.Services.GetService<ServerCertificate>() is { } certificate)
            certificate.Kept = reason => LogCertificateKept(app.Logger, reason);
        app.Lifetime.ApplicationStarted.Register(() =>
        {
            GatewayEndpoints endpoints = app.Services.GetRequiredService<GatewayEndpoints>();
            LogListening(app.Logger, endpoints.Grpc, endpoints.Json);
            LogUnprotected(app.Logger, app.Services.GetRequiredService<GatewayOptions>());
        });
        return app;
    }

    // Without a key, a page from elsewhere whose name was made to lead to this machine would be as good as the gateway's own.
    private static bool IsOpenToThisMachine(GatewayOptions options) => options.AllowAnonymous && IPAddress.IsLoopback(options.Address);

    // gRPC sees from a message's first bytes that it is too long, and can say so; the server would break the call off without a word.
    private static Task LeaveLengthToGrpc(HttpContext context, RequestDelegate next)
    {
        if (context.IsGrpc() && context.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } limit)
            limit.MaxRequestBodySize = null;
        return next(context);
    }

    private static void CheckPublicationTime()
    {
        try
        {
            PublicationTime.FromEnvironment();
        }
        catch (FormatException e)
        {
            throw new ServiceConfigurationException(e.Message);
        }
    }

    private static void LogUnprotected(ILogger logger, GatewayOptions options)
    {
        if (options.AllowAnonymous)
            LogOpen(logger);
        // On this machine nobody listens in.
        if (options.AllowPlaintext)
            LogPlaintext(logger, IPAddress.IsLoopback(options.Address) ? LogLevel.Information : LogLevel.Warning);
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "gRPC at {Grpc} (HTTP/2), JSON at {Json} (HTTP/1.1)")]
    private static partial void LogListening(ILogger logger, Uri grpc, Uri json);

    [LoggerMessage(Level = LogLevel.Error, Message = "The certificate's files changed and can't be used; the one from before is shown further on. {Reason}")]
    private static partial void LogCertificateKept(ILogger logger, string reason);

    [LoggerMessage(
        Level = LogLevel.Warning,
        Message = "Everybody who reaches this gateway may start and cancel jobs: Gateway__AllowAnonymous is set, which is for development")]
    private static partial void LogOpen(ILogger logger);

    [LoggerMessage(Message = "Keys and answers go over the network in the clear: Gateway__AllowPlaintext is set, and there is no certificate")]
    private static partial void LogPlaintext(ILogger logger, LogLevel level);
}
