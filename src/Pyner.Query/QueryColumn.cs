namespace Pyner.Query;

/// <summary>A column of a result.</summary>
/// <param name="Name">Its name; not necessarily the only one of that name.</param>
/// <param name="IsNumber">Whether its values are numbers.</param>
public sealed record QueryColumn(string Name, bool IsNumber);
