using System.Text;
using Pyner.Gateway.Errors;
using Pyner.Gateway.Paging;

namespace Pyner.Gateway.Catalogs;

/// <summary>What a caller wants of a listing.</summary>
internal sealed record ListingQuery
{
    private const int StandardPage = 100;
    private const int MostOnPage = 1000;

    // A page ends early where its texts get long, so that it stays well below the 4 MiB that gRPC clients take. A single value may be longer.
    private const int MostBytesOnPage = 1 << 20;

    /// <summary>What is listed: the listing's name, and whose it is. Part of the token.</summary>
    public required string Subject { get; init; }

    /// <summary>Most values to return; 0 for the default.</summary>
    public required int PageSize { get; init; }

    /// <summary>Where to go on; empty for the beginning.</summary>
    public required string PageToken { get; init; }

    /// <summary>The order, as asked for.</summary>
    public required string OrderBy { get; init; }

    /// <summary>Only names that begin with this, whatever the case; empty for all.</summary>
    public required string Prefix { get; init; }

    /// <summary>Only names that have this in them, whatever the case; empty for all.</summary>
    public string Contains { get; init; } = "";

    /// <summary>Only this name; empty for all.</summary>
    public string Name { get; init; } = "";

    /// <summary>Only this strategy; empty for all.</summary>
    public string Strategy { get; init; } = "";

    /// <summary>Takes a page from a listing.</summary>
    /// <exception cref="Grpc.Core.RpcException">The query can't be as it is.</exception>
    public ListingPage Take(Listing listing)
    {
        int size = Paging.PageSize.Of(PageSize, StandardPage, MostOnPage);
        ListingOrder order = Order();
        string[] query = [Subject, order.ToString(), Prefix, Contains, Name, Strategy];
        long begin = Paging.PageToken.ReadNumber(PageToken, int.MaxValue, query);
        var values = new List<ListedValue>(Math.Min(size, 64));
        int matching = 0;
        int bytes = 0;
        bool isFull = false;
        foreach (ListedValue value in listing.In(order))
        {
            if (!Matches(value))
                continue;
            if (matching++ < begin || isFull)
                continue;
            int length = Encoding.UTF8.GetByteCount(value.Name) + Encoding.UTF8.GetByteCount(value.Strategy);
            isFull = values.Count == size || (values.Count > 0 && bytes + length > MostBytesOnPage);
            if (isFull)
                continue;
            values.Add(value);
            bytes += length;
        }
        string next = isFull ? Paging.PageToken.Make(begin + values.Count, query) : "";
        return new ListingPage(values, next, matching);
    }

    private ListingOrder Order() => OrderBy switch
    {
        "" or "count" => ListingOrder.Count,
        "submissions" => ListingOrder.Submissions,
        "name" => ListingOrder.Name,
        _ => throw RpcErrors.InvalidField(
            "order_by", $"order_by '{RpcErrors.Shown(OrderBy)}' does not exist. It is count, submissions or name; leave it out for count."),
    };

    private bool Matches(ListedValue value) =>
        value.Name.StartsWith(Prefix, StringComparison.OrdinalIgnoreCase)
        && value.Name.Contains(Contains, StringComparison.OrdinalIgnoreCase)
        && (Name.Length == 0 || value.Name == Name)
        && (Strategy.Length == 0 || value.Strategy == Strategy);
}
