namespace Pyner.Sra.Tables;

/// <summary>All places of the records of some tables, made from their columns' sources.</summary>
internal sealed class RecordPlaces
{
    /// <summary>Number of the document, and of every element outside the records.</summary>
    public const int Outside = 0;

    /// <summary>Number of every element inside a record that nothing is taken from.</summary>
    public const int Nothing = 1;

    private static readonly string[] s_identifiers = ["PRIMARY_ID", "SECONDARY_ID", "EXTERNAL_ID"];

    private readonly List<RecordPlace> _places = [];

    private RecordPlaces(params RecordTable[] tables)
    {
        Make("", PlaceScope.Record);
        Make("", PlaceScope.Record);
        foreach (RecordTable table in tables)
            AddTable(table);
        foreach (RecordPlace place in _places)
            place.Seal();
        All = [.. _places];
    }

    /// <summary>Those of the records that are counted: experiments, samples, runs.</summary>
    public static RecordPlaces Counted { get; } = new(SraTables.Experiments, SraTables.Samples, SraTables.SampleAttributes, SraTables.Runs);

    /// <summary>Those of the records that are not: submissions and studies.</summary>
    public static RecordPlaces Described { get; } = new(SraTables.Submissions, SraTables.Studies);

    /// <summary>The places, by their number.</summary>
    public RecordPlace[] All { get; }

    /// <summary>The number of an element's place.</summary>
    public int Classify(int parent, ReadOnlySpan<byte> name) => All[parent].Find(name)?.Id ?? (parent == Outside ? Outside : Nothing);

    private RecordPlace Make(string name, PlaceScope scope)
    {
        var place = new RecordPlace(_places.Count, name) { Scope = scope };
        _places.Add(place);
        return place;
    }

    private void AddTable(RecordTable table)
    {
        bool isInner = table.Parent is not null;
        RecordPlace record = isInner ? Below(_places[Outside].FindMade(table.Parent!.Element)!, table.Element, PlaceScope.InnerRecord)
            : Below(_places[Outside], table.Element, PlaceScope.Record);
        record.Table = table.Index;
        PlaceScope scope = isInner ? PlaceScope.InnerRecord : PlaceScope.Record;
        for (int column = 0; column < table.Columns.Count; column++)
            AddColumn(record, table.Columns[column].Source, column, scope);
    }

    private void AddColumn(RecordPlace record, ColumnSource source, int column, PlaceScope scope)
    {
        switch (source.Kind)
        {
            case ColumnSourceKind.Place:
                (RecordPlace element, string attribute, bool isName) = Follow(record, source.Paths[0], scope);
                if (isName)
                    element.NameColumn = column;
                else if (attribute.Length > 0)
                    element.AddAttribute(attribute, column);
                else
                    element.TextColumn = column;
                // A second reference is not mixed with the first.
                element.HidesRepetitions |= attribute.Length > 0 && element != record;
                break;
            case ColumnSourceKind.BioProject or ColumnSourceKind.BioSample:
                foreach (string name in s_identifiers)
                {
                    RecordPlace identifier = Below(record, $"{source.Paths[0]}/{name}", scope);
                    identifier.IdentifierColumn = column;
                    identifier.Identifier = source.Kind == ColumnSourceKind.BioProject ? IdentifierKind.BioProject : IdentifierKind.BioSample;
                }
                break;
            case ColumnSourceKind.List:
                foreach (string path in source.Paths)
                    AddList(Below(record, path, scope), source, column);
                break;
        }
    }

    private void AddList(RecordPlace item, ColumnSource source, int column)
    {
        item.ListColumn = column;
        foreach (ListMember member in source.Members)
        {
            (RecordPlace element, string attribute, bool isName) = Follow(item, member.Path, PlaceScope.ListObject);
            if (isName)
                element.NameMember = JsonList.Name(member.Name);
            else if (attribute.Length > 0)
                element.AddMemberAttribute(attribute, member.Name);
            else
                element.TextMember = JsonList.Name(member.Name);
        }
    }

    /// <summary>The element of a path, and what of it is wanted: an attribute, its name, or its text.</summary>
    private (RecordPlace Element, string Attribute, bool IsName) Follow(RecordPlace from, string path, PlaceScope scope)
    {
        int last = path.LastIndexOf('/') + 1;
        bool isName = path[last..] == "name()";
        bool isAttribute = path[last] == '@';
        RecordPlace element = isName || isAttribute ? Below(from, path[..Math.Max(0, last - 1)], scope) : Below(from, path, scope);
        return (element, isAttribute ? path[(last + 1)..] : "", isName);
    }

    private RecordPlace Below(RecordPlace from, string path, PlaceScope scope)
    {
        RecordPlace place = from;
        foreach (string segment in path.Split('/', StringSplitOptions.RemoveEmptyEntries))
        {
            string name = segment == "*" ? "" : segment;
            if (place.FindMade(name) is not RecordPlace child)
            {
                child = Make(name, scope);
                place.Add(child);
            }
            place = child;
        }
        return place;
    }
}
