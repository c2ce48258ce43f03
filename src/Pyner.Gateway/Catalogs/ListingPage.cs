namespace Pyner.Gateway.Catalogs;

/// <summary>A page of a listing.</summary>
/// <param name="Values">What is on it.</param>
/// <param name="NextPageToken">Gives the next page; empty on the last one.</param>
/// <param name="Total">Values that match, on all pages.</param>
internal sealed record ListingPage(IReadOnlyList<ListedValue> Values, string NextPageToken, int Total);
