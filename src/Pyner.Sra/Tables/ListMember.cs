namespace Pyner.Sra.Tables;

/// <summary>A member of the objects in a list (<see cref="ColumnSourceKind.List"/>).</summary>
/// <param name="Path">Its place below the list's element, as in <see cref="ColumnSource.Paths"/>.</param>
/// <param name="Name">Its name in the JSON object.</param>
public sealed record ListMember(string Path, string Name);
