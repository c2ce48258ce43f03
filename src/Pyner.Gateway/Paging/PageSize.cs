using Pyner.Gateway.Errors;

namespace Pyner.Gateway.Paging;

/// <summary>How much a listing returns at once.</summary>
internal static class PageSize
{
    /// <summary>The size to use.</summary>
    /// <param name="asked">What was asked for; 0 for the default.</param>
    /// <param name="standard">The default.</param>
    /// <param name="most">The limit.</param>
    /// <exception cref="Grpc.Core.RpcException">It is out of its range.</exception>
    public static int Of(int asked, int standard, int most) => asked switch
    {
        0 => standard,
        _ when asked > 0 && asked <= most => asked,
        _ => throw RpcErrors.InvalidField("page_size", $"page_size {asked} is out of range. Give 1 to {most}, or leave it out for {standard}."),
    };
}
