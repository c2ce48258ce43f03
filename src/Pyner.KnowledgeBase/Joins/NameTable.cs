namespace Pyner.KnowledgeBase.Joins;

/// <summary>Numbers names from 0 in the order they come, so that an entry refers to one in 4 bytes.</summary>
internal sealed class NameTable
{
    private readonly Dictionary<string, int> _ids = new(StringComparer.Ordinal);
    private readonly List<string> _names = [];

    /// <summary>The name of a number.</summary>
    public string this[int id] => _names[id];

    /// <summary>The name's number; a new one where it was not seen before.</summary>
    public int Id(string name)
    {
        if (_ids.TryGetValue(name, out int id))
            return id;
        id = _names.Count;
        _ids.Add(ValueTally.CheckedName(name), id);
        _names.Add(name);
        return id;
    }
}
