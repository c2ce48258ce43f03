using Pyner.Xml.Reading;

namespace Pyner.Sra.Tables;

/// <summary>Puts rows together from the elements of the records, by the places of their columns.</summary>
internal sealed class RecordRowAssembler
{
    private readonly RecordRows _rows;
    private readonly RecordTable[] _tables = [.. SraTables.All];
    private readonly RecordPlace[] _places;
    private readonly JsonList?[][] _lists; // by table and column
    private readonly int[][] _listColumns; // by table
    private readonly CountedFlag?[] _flags; // by table
    private readonly ulong[] _seen; // by place: the scope that had an element there last
    private readonly ulong[] _scopes = new ulong[Enum.GetValues<PlaceScope>().Length]; // by kind: the one in hand
    private readonly SampleAttributeRows _attributes;
    private SubmissionFileKind _kind;
    private ulong _lastScope;
    private RecordBuffer? _record; // in hand; null outside records, and in one of another kind than the file's
    private JsonList? _list; // whose object is in hand
    private RecordPlace? _hidden; // a repeated element: what is in it is no part of the record
    private RecordPlace? _first; // the element whose tag was taken from last, unless it is a repeated one: its text counts as well
    private bool _isNamedIdentifier;

    public RecordRowAssembler(RecordRows rows, RecordPlaces places)
    {
        _rows = rows;
        _places = places.All;
        _seen = new ulong[_places.Length];
        _lists = [.. _tables.Select(table => table.Columns.Select(column => column.Source.Kind == ColumnSourceKind.List ? new JsonList() : null).ToArray())];
        _listColumns = [.. _lists.Select(lists => Enumerable.Range(0, lists.Length).Where(column => lists[column] is not null).ToArray())];
        _flags = [.. _tables.Select(CountedFlag.Of)];
        _attributes = new SampleAttributeRows(rows);
    }

    /// <summary>Begins a file.</summary>
    public void BeginFile(SubmissionAccession submission, SubmissionFileKind kind)
    {
        _rows.BeginFile(submission);
        _kind = kind;
        if (_record is RecordBuffer unfinished)
        {
            // The file before was rejected inside a record.
            foreach (JsonList? list in _lists[unfinished.Table.Index])
                list?.Clear();
        }
        _record = null;
        _hidden = null;
    }

    public void Start(int number, ReadOnlySpan<byte> name, in AttributeList attributes)
    {
        RecordPlace place = _places[number];
        if (place.AtStart == PlaceAction.Record)
            BeginRecord(place, attributes);
        else if (place.AtStart != PlaceAction.None && _hidden is null && _record is RecordBuffer record)
            Start(record, place, name, attributes);
    }

    public void Text(int number, in XmlText text)
    {
        RecordPlace place = _places[number];
        if (place.AtText == PlaceAction.None || _hidden is not null || _record is not RecordBuffer record)
            return;
        if (place.AtText == PlaceAction.Identifier)
        {
            ReadOnlySpan<byte> identifier = KeptText.Of(text);
            if (!record.Has(place.IdentifierColumn) && Identifiers.Belongs(identifier, place.Identifier, _isNamedIdentifier))
                record.SetText(place.IdentifierColumn, identifier);
        }
        else if (place.AtStart == PlaceAction.Element ? _first == place : !IsRepeated(place))
        {
            if (place.AtText == PlaceAction.InnerColumn)
                _attributes.Set(place.TextColumn, text);
            else if (place.AtText == PlaceAction.Column)
                record.Set(place.TextColumn, text);
            else
                _list!.Member(place.TextMember!, KeptText.Of(text));
        }
    }

    public void End(int number)
    {
        RecordPlace place = _places[number];
        if (place.AtEnd == PlaceAction.None || _record is not RecordBuffer record)
            return;
        if (_hidden is not null)
            _hidden = _hidden == place ? null : _hidden;
        else if (place.AtEnd == PlaceAction.InnerRecord)
            EndInnerRecord();
        else if (place.AtEnd == PlaceAction.ListObject)
            _list!.EndObject();
        else if (place.AtEnd == PlaceAction.Record)
            EndRecord(record);
    }

    private void Start(RecordBuffer record, RecordPlace place, ReadOnlySpan<byte> name, in AttributeList attributes)
    {
        switch (place.AtStart)
        {
            case PlaceAction.Identifier:
                _isNamedIdentifier = Identifiers.IsNamed(attributes, place.Identifier);
                break;
            case PlaceAction.ListObject:
                BeginScope(PlaceScope.ListObject);
                _list = _lists[record.Table.Index][place.ListColumn]!;
                _list.BeginObject();
                TakeMembers(place, name, attributes);
                break;
            default:
                if (IsRepeated(place))
                {
                    _hidden = place.HidesRepetitions ? place : null;
                    _first = null;
                    break;
                }
                _first = place;
                if (place.NameColumn != RecordPlace.None)
                    record.SetText(place.NameColumn, name);
                TakeAttributes(record, place, attributes);
                TakeMembers(place, name, attributes);
                break;
        }
    }

    private void BeginRecord(RecordPlace place, in AttributeList attributes)
    {
        RecordTable table = _tables[place.Table];
        _record = null;
        _hidden = null;
        if (table.FileKind != _kind)
            return;
        RecordBuffer record = _rows[table];
        _record = record;
        BeginScope(PlaceScope.Record);
        BeginScope(PlaceScope.InnerRecord);
        TakeAttributes(record, place, attributes);
        if (_kind == SubmissionFileKind.Sample)
            _attributes.BeginSample(record);
    }

    private void EndRecord(RecordBuffer record)
    {
        int table = record.Table.Index;
        foreach (int column in _listColumns[table])
        {
            JsonList list = _lists[table][column]!;
            if (list.IsEmpty)
                continue;
            record.SetText(column, list.End());
            list.Clear();
        }
        _flags[table]?.Set(record);
        if (_kind == SubmissionFileKind.Sample)
            _attributes.EndSample();
        record.EndRow();
        if (record.IsFull)
            _rows.Spill(record);
        _record = null;
    }

    /// <summary>Ends an inner record. There is nothing between it and the next one that could belong to a row, so that one begins.</summary>
    private void EndInnerRecord()
    {
        _attributes.End();
        BeginScope(PlaceScope.InnerRecord);
    }

    private void BeginScope(PlaceScope scope) => _scopes[(int)scope] = ++_lastScope;

    /// <summary>Whether an element in this place came before in its scope.</summary>
    private bool IsRepeated(RecordPlace place)
    {
        ulong scope = _scopes[(int)place.Scope];
        if (_seen[place.Id] == scope)
            return true;
        _seen[place.Id] = scope;
        return false;
    }

    private static void TakeAttributes(RecordBuffer record, RecordPlace place, in AttributeList attributes)
    {
        foreach ((byte[] name, int column) in place.Attributes)
        {
            if (attributes.TryGet(name, out XmlText value))
                record.Set(column, value);
        }
    }

    private void TakeMembers(RecordPlace place, ReadOnlySpan<byte> name, in AttributeList attributes)
    {
        if (place.NameMember is not null)
            _list!.Member(place.NameMember, name);
        foreach ((byte[] attribute, byte[] member) in place.MemberAttributes)
        {
            if (attributes.TryGet(attribute, out XmlText value))
                _list!.Member(member, KeptText.Of(value));
        }
    }
}
