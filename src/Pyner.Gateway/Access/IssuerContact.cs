using Microsoft.AspNetCore.Authentication.JwtBearer;
using Microsoft.IdentityModel.Protocols;
using Microsoft.IdentityModel.Protocols.OpenIdConnect;

namespace Pyner.Gateway.Access;

/// <summary>
/// Makes sure that the issuer's keys are there before a token is checked with them: without them every token would look wrong. One call asks at a time,
/// and while the issuer does not answer the others are told at once, so that they do not pile up. Safe for several threads.
/// </summary>
/// <param name="logger">Where it is said that it does not answer.</param>
internal sealed partial class IssuerContact(ILogger<IssuerContact> logger) : IDisposable
{
    // Long enough that calls do not wait one behind the other, short enough that an issuer that is back is noticed soon.
    private static readonly TimeSpan s_pause = TimeSpan.FromSeconds(2);

    private readonly SemaphoreSlim _asking = new(1);
    private (IssuerUnreachableException Failure, long Ticks)? _last;

    /// <summary>Refuses a call with a token where the issuer's keys are not there and can't be fetched.</summary>
    public async Task RequireAsync(MessageReceivedContext call)
    {
        if (BearerToken.Of(call.Request) is null)
            return;
        try
        {
            await FetchAsync(call.Options.ConfigurationManager!, call.HttpContext.RequestAborted);
        }
        catch (IssuerUnreachableException e)
        {
            call.Fail(e);
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _asking.Dispose();

    private async Task FetchAsync(IConfigurationManager<OpenIdConnectConfiguration> issuer, CancellationToken cancellation)
    {
        await _asking.WaitAsync(cancellation);
        try
        {
            if (_last is { } last && Environment.TickCount64 - last.Ticks < s_pause.TotalMilliseconds)
                throw last.Failure;
            // Answers at once with what it has, once it has anything, and keeps it new by itself.
            await issuer.GetConfigurationAsync(cancellation);
            _last = null;
        }
        catch (Exception e) when (e is not (IssuerUnreachableException or OperationCanceledException))
        {
            var failure = new IssuerUnreachableException(e);
            _last = (failure, Environment.TickCount64);
            LogUnreachable(failure.Message);
            throw failure;
        }
        finally
        {
            _asking.Release();
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "No token can be checked. {Reason}")]
    private partial void LogUnreachable(string reason);
}
