namespace Pyner.Gateway.Catalogs;

/// <summary>In which order values are listed.</summary>
internal enum ListingOrder
{
    /// <summary>The largest count first, equal ones by name.</summary>
    Count,

    /// <summary>The most submissions first, equal ones by name.</summary>
    Submissions,

    /// <summary>By name, in the order of Unicode code points.</summary>
    Name,
}
