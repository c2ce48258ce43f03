using System.Text;

namespace Pyner.Sra.Tables;

/// <summary>An element's place in a record, and what is taken from the element there.</summary>
/// <param name="id">Its number among the places of its <see cref="RecordPlaces"/>.</param>
/// <param name="name">The element's name; empty for any name.</param>
internal sealed class RecordPlace(int id, string name)
{
    /// <summary>No column.</summary>
    public const int None = -1;

    private readonly byte[] _name = Encoding.UTF8.GetBytes(name);
    private readonly List<RecordPlace> _children = [];
    private readonly List<(byte[] Name, int Column)> _attributes = [];
    private readonly List<(byte[] Name, byte[] Member)> _memberAttributes = [];

    /// <summary>Its number.</summary>
    public int Id { get; } = id;

    /// <summary>Index of the table whose records begin here, or <see cref="None"/>.</summary>
    public int Table { get; set; } = None;

    /// <summary>Within what the first element in this place counts.</summary>
    public PlaceScope Scope { get; set; }

    /// <summary>Column of the element's text, or <see cref="None"/>.</summary>
    public int TextColumn { get; set; } = None;

    /// <summary>Column of the element's name, or <see cref="None"/>.</summary>
    public int NameColumn { get; set; } = None;

    /// <summary>Column that takes the element's text if it is the identifier of a database, or <see cref="None"/>.</summary>
    public int IdentifierColumn { get; set; } = None;

    /// <summary>The database.</summary>
    public IdentifierKind Identifier { get; set; }

    /// <summary>Column of the list that the element is an object of, or <see cref="None"/>.</summary>
    public int ListColumn { get; set; } = None;

    /// <summary>Member of a list's object (<see cref="JsonList.Name"/>) that takes the element's text, or null.</summary>
    public byte[]? TextMember { get; set; }

    /// <summary>Member of a list's object (<see cref="JsonList.Name"/>) that takes the element's name, or null.</summary>
    public byte[]? NameMember { get; set; }

    /// <summary>Whether what stands in a second element in this place is no part of the record.</summary>
    public bool HidesRepetitions { get; set; }

    /// <summary>Attributes that have a column; once it is <see cref="Seal"/>ed.</summary>
    public (byte[] Name, int Column)[] Attributes { get; private set; } = [];

    /// <summary>Attributes that are members of a list's object; once it is <see cref="Seal"/>ed.</summary>
    public (byte[] Name, byte[] Member)[] MemberAttributes { get; private set; } = [];

    /// <summary>What is done at the element's start; once it is <see cref="Seal"/>ed.</summary>
    public PlaceAction AtStart { get; private set; }

    /// <summary>What is done with the element's text; once it is <see cref="Seal"/>ed.</summary>
    public PlaceAction AtText { get; private set; }

    /// <summary>What is done at the element's end; once it is <see cref="Seal"/>ed.</summary>
    public PlaceAction AtEnd { get; private set; }

    /// <summary>Nothing more will be added: settles what is done.</summary>
    public void Seal()
    {
        Attributes = [.. _attributes];
        MemberAttributes = [.. _memberAttributes];
        bool isInner = Scope == PlaceScope.InnerRecord;
        PlaceAction whole = Table != None ? isInner ? PlaceAction.InnerRecord : PlaceAction.Record
            : ListColumn != None ? PlaceAction.ListObject
            : PlaceAction.None;
        bool takesFromTag = NameColumn != None || NameMember is not null || Attributes.Length > 0 || MemberAttributes.Length > 0;
        // An inner record begins where the one before it ended.
        AtStart = whole == PlaceAction.InnerRecord ? PlaceAction.None
            : whole != PlaceAction.None ? whole
            : IdentifierColumn != None ? PlaceAction.Identifier
            : takesFromTag ? PlaceAction.Element
            : PlaceAction.None;
        AtText = IdentifierColumn != None ? PlaceAction.Identifier
            : TextMember is not null ? PlaceAction.Member
            : TextColumn != None ? isInner ? PlaceAction.InnerColumn : PlaceAction.Column
            : PlaceAction.None;
        AtEnd = whole == PlaceAction.None && HidesRepetitions ? PlaceAction.Element : whole;
    }

    /// <summary>The place of a child element; null where nothing is taken from it.</summary>
    public RecordPlace? Find(ReadOnlySpan<byte> name)
    {
        RecordPlace? any = null;
        foreach (RecordPlace child in _children)
        {
            if (child._name.Length == 0)
                any = child;
            else if (name.SequenceEqual(child._name))
                return child;
        }
        return any;
    }

    /// <summary>The place of a child element by the name that it was made with.</summary>
    public RecordPlace? FindMade(string name) => _children.Find(child => child._name.AsSpan().SequenceEqual(Encoding.UTF8.GetBytes(name)));

    public void Add(RecordPlace child) => _children.Add(child);

    public void AddAttribute(string name, int column) => _attributes.Add((Encoding.UTF8.GetBytes(name), column));

    public void AddMemberAttribute(string name, string member) => _memberAttributes.Add((Encoding.UTF8.GetBytes(name), JsonList.Name(member)));
}
