namespace Pyner.Query.Sradb;

/// <summary>A column of a table as SRAdb has it.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Type">Its type in SQLite.</param>
/// <param name="Value">SQL for its value over the record table; null where the archive's XML does not have it, so that it is always NULL.</param>
/// <param name="Meaning">What it is, for people.</param>
internal sealed record SradbColumn(string Name, string Type, string? Value, string Meaning);
