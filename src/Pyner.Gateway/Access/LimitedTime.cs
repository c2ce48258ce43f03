namespace Pyner.Gateway.Access;

/// <summary>
/// The time that a call has whose caller is not known, finding out who it is included. Without it whoever has no key could hold connections for ever,
/// until there is none left for those who have one.
/// </summary>
internal sealed class LimitedTime(Timer timer)
{
    /// <summary>The time begins.</summary>
    public static async Task BeginAsync(HttpContext context, RequestDelegate next)
    {
        TimeSpan longest = context.RequestServices.GetRequiredService<GatewayOptions>().LongestCallWithoutKey;
        await using var timer = new Timer(static state => ((HttpContext)state!).Abort(), context, longest, Timeout.InfiniteTimeSpan);
        context.Features.Set(new LimitedTime(timer));
        await next(context);
    }

    /// <summary>A caller that is known has all the time that the call takes.</summary>
    public static Task EndWhereKnownAsync(HttpContext context, RequestDelegate next)
    {
        if (context.User.Identity is { IsAuthenticated: true })
            context.Features.Get<LimitedTime>()!.Lift();
        return next(context);
    }

    private void Lift() => timer.Change(Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
}
