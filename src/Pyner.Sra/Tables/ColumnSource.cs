namespace Pyner.Sra.Tables;

/// <summary>Where a column's values come from.</summary>
public sealed record ColumnSource
{
    private ColumnSource(ColumnSourceKind kind, string[] paths, ListMember[] members, string words)
    {
        Kind = kind;
        Paths = paths;
        Members = members;
        Words = words;
    }

    /// <summary>How.</summary>
    public ColumnSourceKind Kind { get; }

    /// <summary>
    /// Places below the record, as XPath has them: <c>A/B</c> is an element's text, <c>A/@b</c> an attribute, <c>A/*/name()</c> the name of a child. For
    /// identifiers the element around them, for lists the elements that become its objects.
    /// </summary>
    public IReadOnlyList<string> Paths { get; }

    /// <summary>For a list, the members of its objects.</summary>
    public IReadOnlyList<ListMember> Members { get; }

    /// <summary>The source in words, for what <see cref="Paths"/> do not say.</summary>
    public string Words { get; }

    /// <summary>An element's text, an attribute's value or an element's name.</summary>
    public static ColumnSource At(string path) => new(ColumnSourceKind.Place, [path], [], "");

    /// <summary>The BioProject among the identifiers in an element.</summary>
    public static ColumnSource BioProjectIn(string path) => new(ColumnSourceKind.BioProject, [path], [], "");

    /// <summary>The BioSample among the identifiers in an element.</summary>
    public static ColumnSource BioSampleIn(string path) => new(ColumnSourceKind.BioSample, [path], [], "");

    /// <summary>A list.</summary>
    /// <param name="paths">The elements that become its objects, with commas.</param>
    /// <param name="members">Their members: a place and, behind <c>=</c>, its name; with spaces.</param>
    public static ColumnSource List(string paths, string members) => new(
        ColumnSourceKind.List,
        paths.Split(','),
        [.. members.Split(' ').Select(member => member.Split('=')).Select(member => new ListMember(member[0], member[1]))],
        "");

    /// <summary>A source in words.</summary>
    public static ColumnSource Given(string words) => new(ColumnSourceKind.Given, [], [], words);
}
