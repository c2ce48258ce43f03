using Pyner.KnowledgeBase;

namespace Pyner.Gateway.Catalogs;

/// <summary>Values in each order that they can be asked for; sorted at the first request. Safe for several threads.</summary>
internal sealed class Listing
{
    private readonly Lazy<ListedValue[]> _byCount;
    private readonly Lazy<ListedValue[]> _bySubmissions;
    private readonly Lazy<ListedValue[]> _byName;

    /// <summary>Makes a listing.</summary>
    /// <param name="values">The values, distinct by name and strategy; ranks are set here.</param>
    public Listing(Func<IEnumerable<ListedValue>> values)
    {
        _byCount = new Lazy<ListedValue[]>(() =>
            [.. Sorted(values(), value => -value.Count).Select((value, place) => value with { Rank = place + 1 })]);
        _bySubmissions = new Lazy<ListedValue[]>(() => Sorted(_byCount.Value, value => -value.Submissions));
        _byName = new Lazy<ListedValue[]>(() => Sorted(_byCount.Value, _ => 0));
    }

    /// <summary>All values in an order.</summary>
    public IReadOnlyList<ListedValue> In(ListingOrder order) => order switch
    {
        ListingOrder.Count => _byCount.Value,
        ListingOrder.Submissions => _bySubmissions.Value,
        ListingOrder.Name => _byName.Value,
        _ => throw new ArgumentOutOfRangeException(nameof(order), order, "unknown order"),
    };

    private static ListedValue[] Sorted(IEnumerable<ListedValue> values, Func<ListedValue, long> first) =>
        [.. values.OrderBy(first).ThenBy(value => value.Name, NameOrder.Instance).ThenBy(value => value.Strategy, NameOrder.Instance)];
}
