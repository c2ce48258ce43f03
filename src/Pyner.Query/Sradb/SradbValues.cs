namespace Pyner.Query.Sradb;

/// <summary>
/// SQL over the record tables for values as SRAdb writes them: the parts of an attribute or a link with <c>: </c> between them, the members of a read's
/// description by name, and <c> || </c> between one and the next. An empty text is none.
/// </summary>
internal static class SradbValues
{
    private const string Separator = "' || '";

    /// <summary>A text.</summary>
    public static string Text(string column) => $"nullif({column}, '')";

    /// <summary>A date, without the time of day that may follow it.</summary>
    public static string Date(string column) => $"nullif(regexp_replace({column}, 'T.*$', ''), '')";

    /// <summary>The attributes of a record.</summary>
    public static string Attributes => Joined("attributes", ["tag", "value", "units"], null, "concat_ws(': ', x.tag, x.value, nullif(x.units, ''))");

    /// <summary>The links of a record that are of one kind.</summary>
    /// <param name="element">The kind's element.</param>
    public static string Links(string element) => Joined(
        "links",
        ["type", "db", "id", "query", "url", "label"],
        $"x.type = '{element}'",
        element == "URL_LINK" ? "concat_ws(': ', x.label, x.url)" : "concat_ws(': ', x.db, x.id, x.query, x.label, x.url)");

    /// <summary>A list of elements, the members of each by name.</summary>
    /// <param name="column">The column that has the list.</param>
    /// <param name="members">The members.</param>
    public static string Named(string column, params string[] members) => Joined(
        column, members, null, $"concat_ws('; ', {string.Join(", ", members.Select(member => $"'{member.ToUpperInvariant()}: ' || x.{member}"))})");

    /// <summary>A member of the first element of a list that has it.</summary>
    /// <param name="column">The column that has the list.</param>
    /// <param name="member">The member.</param>
    /// <param name="type">The kind of element that counts, or null for all.</param>
    public static string First(string column, string member, string? type = null)
    {
        string list = List(column, [member, "type"]);
        string condition = type is null ? "" : $" AND x.type = '{type}'";
        return $"nullif(struct_extract(list_extract(list_filter({list}, lambda x: x.{member} IS NOT NULL{condition}), 1), '{member}'), '')";
    }

    private static string Joined(string column, string[] members, string? condition, string text)
    {
        // An element without any of them is what a list ends with that was too long: how many were left out.
        condition ??= $"coalesce({string.Join(", ", members.Select(member => $"x.{member}"))}) IS NOT NULL";
        string kept = $"list_filter({List(column, members)}, lambda x: {condition})";
        return $"nullif(array_to_string(list_transform({kept}, lambda x: {text}), {Separator}), '')";
    }

    // Lists are JSON in the tables.
    private static string List(string column, string[] members) =>
        $$"""from_json({{column}}, '[{{{string.Join(",", members.Select(member => $"\"{member}\":\"VARCHAR\""))}}}]')""";
}
